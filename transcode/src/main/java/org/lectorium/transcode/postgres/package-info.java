/** What the pipeline remembers between its steps. */
@NullMarked
package org.lectorium.transcode.postgres;

import org.jspecify.annotations.NullMarked;
