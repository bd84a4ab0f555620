/** The table of originals. */
@NullMarked
package org.lectorium.ingest.postgres;

import org.jspecify.annotations.NullMarked;
