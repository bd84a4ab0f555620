/** Reads what a recorder left that was killed: how much of a file is whole, and a film without an index. */
@NullMarked
package org.lectorium.transcode.salvage;

import org.jspecify.annotations.NullMarked;
