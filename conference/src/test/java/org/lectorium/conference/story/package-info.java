@NullMarked
package org.lectorium.conference.story;

import org.jspecify.annotations.NullMarked;
