package org.lectorium.core;

/** Who can do something about a problem. */
public enum ProblemScope {
    /** Whoever sent the request. */
    CALLER,
    /** Nobody: this file is what it is. */
    RECORDING,
    /** Time, or the operator: a disk, a server, a network. The only scope that is worth trying again. */
    ENVIRONMENT,
    /** Us. */
    BUG
}
