/** What proves the others. */
@NullMarked
package org.lectorium.testkit;

import org.jspecify.annotations.NullMarked;
