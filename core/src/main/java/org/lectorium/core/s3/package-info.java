/** The media store on anything that speaks S3; the only package that knows the AWS SDK. */
@NullMarked
package org.lectorium.core.s3;

import org.jspecify.annotations.NullMarked;
