/** What has to be done so that a recording plays everywhere; decides and does nothing. */
@NullMarked
package org.lectorium.transcode.plan;

import org.jspecify.annotations.NullMarked;
