/** What happened in a conference, told from what Prosody said about it: pure functions that can be run again. */
@NullMarked
package org.lectorium.conference.story;

import org.jspecify.annotations.NullMarked;
