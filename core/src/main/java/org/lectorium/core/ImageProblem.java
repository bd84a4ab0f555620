package org.lectorium.core;

/** What can go wrong with images that people bring. */
public enum ImageProblem implements ProblemKey {
    IMAGE_NOT_FOUND(404),
    /** By its first bytes; a vector image could bring a script. */
    IMAGE_NOT_TAKEN(415),
    IMAGE_TOO_LARGE(413);

    private final int status;

    ImageProblem(int status) {
        this.status = status;
    }

    @Override
    public ProblemScope scope() {
        return ProblemScope.CALLER;
    }

    @Override
    public int status() {
        return status;
    }
}
