@NullMarked
package org.lectorium.conference.jitsi;

import org.jspecify.annotations.NullMarked;
