/** What Micrometer has no word for. */
@NullMarked
package org.lectorium.conference.monitoring.prometheus;

import org.jspecify.annotations.NullMarked;
