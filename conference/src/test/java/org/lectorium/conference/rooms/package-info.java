@NullMarked
package org.lectorium.conference.rooms;

import org.jspecify.annotations.NullMarked;
