/** Letting somebody in: the page, the token, the consent. */
@NullMarked
package org.lectorium.conference.joining;

import org.jspecify.annotations.NullMarked;
