/** Where recorders and people hand recordings over. */
@NullMarked
package org.lectorium.ingest.web;

import org.jspecify.annotations.NullMarked;
