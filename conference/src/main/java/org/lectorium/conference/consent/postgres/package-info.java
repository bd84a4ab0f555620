/** Consents in PostgreSQL. */
@NullMarked
package org.lectorium.conference.consent.postgres;

import org.jspecify.annotations.NullMarked;
