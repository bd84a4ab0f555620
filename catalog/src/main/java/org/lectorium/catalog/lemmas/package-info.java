/** Words, and what a dictionary lists them under; the only package that knows Morfologik. */
@NullMarked
package org.lectorium.catalog.lemmas;

import org.jspecify.annotations.NullMarked;
