/** What callbacks keep in PostgreSQL; schema {@code conference}. */
@NullMarked
package org.lectorium.conference.callbacks.postgres;

import org.jspecify.annotations.NullMarked;
