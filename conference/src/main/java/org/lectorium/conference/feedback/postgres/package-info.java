/** Feedback in PostgreSQL. */
@NullMarked
package org.lectorium.conference.feedback.postgres;

import org.jspecify.annotations.NullMarked;
