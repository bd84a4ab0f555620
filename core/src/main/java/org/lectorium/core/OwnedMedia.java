package org.lectorium.core;

/** How much room somebody's recordings take. */
public interface OwnedMedia {

    /** Originals and all renditions, also of those in the trash. */
    long bytesOwnedBy(UserId person);
}
