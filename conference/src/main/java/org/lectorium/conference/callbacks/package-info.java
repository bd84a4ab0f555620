/** What Prosody tells: taken in, kept, and made into conferences. */
@NullMarked
package org.lectorium.conference.callbacks;

import org.jspecify.annotations.NullMarked;
