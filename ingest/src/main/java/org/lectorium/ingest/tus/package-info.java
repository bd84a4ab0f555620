/**
 * Uploads that can be resumed, by tus 1.0. What headers mean and what may be done is decided without I/O; what arrived
 * lies in the spool, who may write it and what was acknowledged stands in the database.
 */
@NullMarked
package org.lectorium.ingest.tus;

import org.jspecify.annotations.NullMarked;
