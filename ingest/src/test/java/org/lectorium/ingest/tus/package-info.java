@NullMarked
package org.lectorium.ingest.tus;

import org.jspecify.annotations.NullMarked;
