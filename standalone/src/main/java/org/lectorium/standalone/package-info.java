/** The outside servers, inside: for the one-command run and for the tests. Knows nothing of Lectorium. */
@NullMarked
package org.lectorium.standalone;

import org.jspecify.annotations.NullMarked;
