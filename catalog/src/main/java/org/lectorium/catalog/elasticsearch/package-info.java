/** The search index on Elasticsearch; the only package that knows its client. */
@NullMarked
package org.lectorium.catalog.elasticsearch;

import org.jspecify.annotations.NullMarked;
