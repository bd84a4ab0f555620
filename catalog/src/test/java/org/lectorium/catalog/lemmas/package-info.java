@NullMarked
package org.lectorium.catalog.lemmas;

import org.jspecify.annotations.NullMarked;
