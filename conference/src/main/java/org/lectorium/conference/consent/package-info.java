/** Consent to being recorded, kept as evidence. */
@NullMarked
package org.lectorium.conference.consent;

import org.jspecify.annotations.NullMarked;
