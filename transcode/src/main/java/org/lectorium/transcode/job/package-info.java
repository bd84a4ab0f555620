/** The pipeline: a Spring Batch job whose configuration is its table of contents. */
@NullMarked
package org.lectorium.transcode.job;

import org.jspecify.annotations.NullMarked;
