/** Every recording and how to find it again. PostgreSQL is the truth, the search index a view of it. */
@NullMarked
package org.lectorium.catalog;

import org.jspecify.annotations.NullMarked;
