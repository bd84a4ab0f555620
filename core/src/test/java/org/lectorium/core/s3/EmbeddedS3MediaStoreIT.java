package org.lectorium.core.s3;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectorium.core.MediaKey;
import org.lectorium.core.MediaStore;
import org.lectorium.core.MediaStoreContract;
import org.lectorium.core.ProblemException;
import org.lectorium.standalone.EmbeddedObjectStore;

class EmbeddedS3MediaStoreIT extends MediaStoreContract {

    @TempDir
    static Path data;

    private static EmbeddedObjectStore server;
    private static S3MediaStore store;

    @BeforeAll
    static void start() {
        server = EmbeddedObjectStore.start(data);
        store = connect(server.endpoint());
    }

    @AfterAll
    static void stop() {
        store.close();
        server.close();
    }

    private static S3MediaStore connect(URI endpoint) {
        return new S3MediaStore(new S3Settings(
                endpoint, null, "us-east-1", "lectorium", server.accessKey(), server.secretKey(), true, false));
    }

    @Override
    protected MediaStore store() {
        return store;
    }

    @Test
    void saysThatTheStoreIsAwayWhenItIs() {
        try (var away = connect(URI.create("http://127.0.0.1:1"))) {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> away.put(new MediaKey("a/b"), new byte[1], "text/plain"))
                    .extracting(ProblemException::key)
                    .isEqualTo(S3Problem.MEDIA_STORE_UNAVAILABLE);
        }
    }
}
