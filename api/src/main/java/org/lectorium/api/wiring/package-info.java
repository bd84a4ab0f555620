/** Builds what the stages ask for, from the settings: external servers, or the embedded ones. */
@NullMarked
package org.lectorium.api.wiring;

import org.jspecify.annotations.NullMarked;
