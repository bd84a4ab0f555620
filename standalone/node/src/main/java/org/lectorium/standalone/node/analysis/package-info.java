/** A plugin of Elasticsearch; in a jar of its own, since a plugin may not lie on the class path. */
@NullMarked
package org.lectorium.standalone.node.analysis;

import org.jspecify.annotations.NullMarked;
