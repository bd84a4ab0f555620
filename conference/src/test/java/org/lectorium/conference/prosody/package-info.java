/** A real Prosody with our module, real XMPP clients, and what the module tells a service that can be away. */
@NullMarked
package org.lectorium.conference.prosody;

import org.jspecify.annotations.NullMarked;
