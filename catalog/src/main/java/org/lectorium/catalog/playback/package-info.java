/** Getting at the bytes: signed links and ranges. */
@NullMarked
package org.lectorium.catalog.playback;

import org.jspecify.annotations.NullMarked;
