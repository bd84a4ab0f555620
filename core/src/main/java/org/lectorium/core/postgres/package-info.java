/** What all tables have in common. */
@NullMarked
package org.lectorium.core.postgres;

import org.jspecify.annotations.NullMarked;
