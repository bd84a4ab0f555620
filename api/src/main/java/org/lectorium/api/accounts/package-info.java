/** Who people and machines are: accounts, tokens, sessions, invitations. */
@NullMarked
package org.lectorium.api.accounts;

import org.jspecify.annotations.NullMarked;
