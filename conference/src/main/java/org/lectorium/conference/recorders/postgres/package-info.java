/** Recorders are kept in the database. */
@NullMarked
package org.lectorium.conference.recorders.postgres;

import org.jspecify.annotations.NullMarked;
