/** Runs inside the Elasticsearch process and nowhere else. */
@NullMarked
package org.lectorium.standalone.node;

import org.jspecify.annotations.NullMarked;
