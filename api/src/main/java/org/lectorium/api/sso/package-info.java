/** Single sign-on with the directory, by OpenID Connect. */
@NullMarked
package org.lectorium.api.sso;

import org.jspecify.annotations.NullMarked;
