/** What was done, by whom, when and from where. */
@NullMarked
package org.lectorium.api.audit;

import org.jspecify.annotations.NullMarked;
