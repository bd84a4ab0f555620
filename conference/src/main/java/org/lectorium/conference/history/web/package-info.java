/** History over HTTP. */
@NullMarked
package org.lectorium.conference.history.web;

import org.jspecify.annotations.NullMarked;
