/** Feedback over HTTP. */
@NullMarked
package org.lectorium.conference.feedback.web;

import org.jspecify.annotations.NullMarked;
