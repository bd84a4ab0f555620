/** Who may call what. */
@NullMarked
package org.lectorium.api.security;

import org.jspecify.annotations.NullMarked;
