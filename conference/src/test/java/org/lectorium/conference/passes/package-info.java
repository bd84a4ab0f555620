@NullMarked
package org.lectorium.conference.passes;

import org.jspecify.annotations.NullMarked;
