/** Appearances in PostgreSQL. */
@NullMarked
package org.lectorium.conference.appearance.postgres;

import org.jspecify.annotations.NullMarked;
