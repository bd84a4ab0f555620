/** What the recorders say of themselves. */
@NullMarked
package org.lectorium.conference.recorders;

import org.jspecify.annotations.NullMarked;
