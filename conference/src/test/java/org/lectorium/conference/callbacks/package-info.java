@NullMarked
package org.lectorium.conference.callbacks;

import org.jspecify.annotations.NullMarked;
