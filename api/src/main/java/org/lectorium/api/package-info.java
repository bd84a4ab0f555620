/** What belongs to no stage: who may call, what errors look like, how the parts find each other. */
@NullMarked
package org.lectorium.api;

import org.jspecify.annotations.NullMarked;
