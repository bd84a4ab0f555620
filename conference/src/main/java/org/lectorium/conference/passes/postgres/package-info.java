/** Passes in PostgreSQL. */
@NullMarked
package org.lectorium.conference.passes.postgres;

import org.jspecify.annotations.NullMarked;
