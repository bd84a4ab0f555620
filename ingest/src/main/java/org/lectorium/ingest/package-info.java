/** Takes recordings in and keeps their originals; knows nothing of what is made of them. */
@NullMarked
package org.lectorium.ingest;

import org.jspecify.annotations.NullMarked;
