@NullMarked
package org.lectorium.conference.appearance;

import org.jspecify.annotations.NullMarked;
