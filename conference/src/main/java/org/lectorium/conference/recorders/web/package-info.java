/** Jibri calls here. */
@NullMarked
package org.lectorium.conference.recorders.web;

import org.jspecify.annotations.NullMarked;
