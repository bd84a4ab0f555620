/** Forgets in the database. */
@NullMarked
package org.lectorium.conference.retention.postgres;

import org.jspecify.annotations.NullMarked;
