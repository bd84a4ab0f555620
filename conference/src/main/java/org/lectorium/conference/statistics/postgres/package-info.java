/** Figures are made from the conferences and kept in the database. */
@NullMarked
package org.lectorium.conference.statistics.postgres;

import org.jspecify.annotations.NullMarked;
