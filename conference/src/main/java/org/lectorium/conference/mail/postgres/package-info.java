/** What mails to participants keep in PostgreSQL; schema {@code conference}. */
@NullMarked
package org.lectorium.conference.mail.postgres;

import org.jspecify.annotations.NullMarked;
