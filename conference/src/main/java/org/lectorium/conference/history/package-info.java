/** What was, for those who were there. */
@NullMarked
package org.lectorium.conference.history;

import org.jspecify.annotations.NullMarked;
