@NullMarked
package org.lectorium.conference.ical4j;

import org.jspecify.annotations.NullMarked;
