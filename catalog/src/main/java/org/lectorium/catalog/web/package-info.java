/** What the catalog says over HTTP. */
@NullMarked
package org.lectorium.catalog.web;

import org.jspecify.annotations.NullMarked;
