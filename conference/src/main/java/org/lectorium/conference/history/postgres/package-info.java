/** What history reads in PostgreSQL; schema {@code conference}. */
@NullMarked
package org.lectorium.conference.history.postgres;

import org.jspecify.annotations.NullMarked;
