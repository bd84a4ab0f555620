package org.lectorium.core.s3;

import org.lectorium.core.ProblemKey;
import org.lectorium.core.ProblemScope;

/** What can go wrong with the media store. */
public enum S3Problem implements ProblemKey {
    MEDIA_STORE_UNAVAILABLE;

    @Override
    public ProblemScope scope() {
        return ProblemScope.ENVIRONMENT;
    }

    @Override
    public int status() {
        return 503;
    }
}
