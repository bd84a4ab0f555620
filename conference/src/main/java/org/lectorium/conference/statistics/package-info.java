/** How much happened: by day, by hour, by room. The figures stay when the people behind them are forgotten. */
@NullMarked
package org.lectorium.conference.statistics;

import org.jspecify.annotations.NullMarked;
