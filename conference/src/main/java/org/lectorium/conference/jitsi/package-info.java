/** What Jitsi has to be told to let somebody in. */
@NullMarked
package org.lectorium.conference.jitsi;

import org.jspecify.annotations.NullMarked;
