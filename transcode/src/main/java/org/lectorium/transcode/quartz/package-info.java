/** Hands recordings to the nodes that have time. */
@NullMarked
package org.lectorium.transcode.quartz;

import org.jspecify.annotations.NullMarked;
