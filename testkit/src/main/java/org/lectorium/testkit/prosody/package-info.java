/** Real Prosody with real clients. */
@NullMarked
package org.lectorium.testkit.prosody;

import org.jspecify.annotations.NullMarked;
