/** What conferences keep in PostgreSQL; schema {@code conference}. */
@NullMarked
package org.lectorium.conference.postgres;

import org.jspecify.annotations.NullMarked;
