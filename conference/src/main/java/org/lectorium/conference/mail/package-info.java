/** Writing to everybody who was in a conference. */
@NullMarked
package org.lectorium.conference.mail;

import org.jspecify.annotations.NullMarked;
