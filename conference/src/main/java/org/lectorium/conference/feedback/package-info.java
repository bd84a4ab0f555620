/** What people say of a conference once they have left it. */
@NullMarked
package org.lectorium.conference.feedback;

import org.jspecify.annotations.NullMarked;
