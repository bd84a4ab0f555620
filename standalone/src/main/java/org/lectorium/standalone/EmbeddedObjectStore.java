package org.lectorium.standalone;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** An S3 store in a directory, on the loopback interface, with credentials that nobody else knows. */
public final class EmbeddedObjectStore implements AutoCloseable {

    private final S3Proxy server;
    private final String accessKey;
    private final String secretKey;

    private EmbeddedObjectStore(S3Proxy server, String accessKey, String secretKey) {
        this.server = server;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
    }

    /** @param data one directory per bucket */
    public static EmbeddedObjectStore start(Path data) {
        return start(data, randomHex(16), randomHex(32));
    }

    /** With credentials that are the same after each start. */
    public static EmbeddedObjectStore start(Path data, String accessKey, String secretKey) {
        try {
            Files.createDirectories(data);
            var server = S3Proxy.builder()
                    .blobStore(new FilesystemNio2BlobStore(data.toAbsolutePath().toString()))
                    .endpoint(URI.create("http://127.0.0.1:0"))
                    .awsAuthentication(AuthenticationType.AWS_V4, accessKey, secretKey)
                    // The SDK sends headers with a multipart upload that would be answered with 501.
                    .ignoreUnknownHeaders(true)
                    .build();
            server.start();
            return new EmbeddedObjectStore(server, accessKey, secretKey);
        } catch (Exception e) {
            throw new StandaloneStartFailure(
                    "The embedded S3 store does not start on " + data
                            + ": see the cause below, or set LECTORIUM_S3_ENDPOINT to another store.",
                    e);
        }
    }

    private static String randomHex(int bytes) {
        var random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    public String accessKey() {
        return accessKey;
    }

    public String secretKey() {
        return secretKey;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            // It is going away anyhow.
        }
    }
}
