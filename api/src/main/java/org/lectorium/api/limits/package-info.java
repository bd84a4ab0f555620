/** Keeps anybody from doing something too often, over all nodes. */
@NullMarked
package org.lectorium.api.limits;

import org.jspecify.annotations.NullMarked;
