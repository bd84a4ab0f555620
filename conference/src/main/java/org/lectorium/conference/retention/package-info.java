/** Forgets people: after a while, or when they ask for it. */
@NullMarked
package org.lectorium.conference.retention;

import org.jspecify.annotations.NullMarked;
