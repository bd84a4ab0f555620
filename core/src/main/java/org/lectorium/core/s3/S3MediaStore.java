package org.lectorium.core.s3;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.ByteRange;
import org.lectorium.core.ContentDispositions;
import org.lectorium.core.MediaKey;
import org.lectorium.core.MediaStore;
import org.lectorium.core.ProblemException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Keeps media in one bucket. Construction does no I/O; the bucket is made at the first put if it is missing. */
public final class S3MediaStore implements MediaStore, AutoCloseable {

    /** Below this one request is cheaper for every store than the three of a multipart upload. */
    private static final long MULTIPART_FROM_BYTES = 64L << 20;

    private static final long PART_BYTES = 32L << 20;

    private final S3Settings settings;
    private final S3AsyncClient client;
    /** Apart, because a client that writes in parts also reads by part number, which few stores know. */
    private final S3AsyncClient writer;

    private final @Nullable S3Presigner presigner;

    public S3MediaStore(S3Settings settings) {
        this.settings = settings;
        var credentials = StaticCredentialsProvider.create(
                AwsBasicCredentials.create(settings.accessKey(), settings.secretKey()));
        var region = Region.of(settings.region());
        this.client = client(settings, credentials).build();
        this.writer = client(settings, credentials)
                .multipartEnabled(true)
                .multipartConfiguration(
                        config -> config.thresholdInBytes(MULTIPART_FROM_BYTES).minimumPartSizeInBytes(PART_BYTES))
                .build();
        this.presigner = settings.publicEndpoint() == null
                ? null
                : S3Presigner.builder()
                        .endpointOverride(settings.publicEndpoint())
                        .region(region)
                        .credentialsProvider(credentials)
                        .serviceConfiguration(S3Configuration.builder()
                                .pathStyleAccessEnabled(settings.pathStyle())
                                .build())
                        .build();
    }

    private static S3AsyncClientBuilder client(S3Settings settings, AwsCredentialsProvider credentials) {
        return S3AsyncClient.builder()
                .endpointOverride(settings.endpoint())
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials)
                .forcePathStyle(settings.pathStyle())
                .requestChecksumCalculation(
                        settings.alwaysChecksum()
                                ? RequestChecksumCalculation.WHEN_SUPPORTED
                                : RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(
                        settings.alwaysChecksum()
                                ? ResponseChecksumValidation.WHEN_SUPPORTED
                                : ResponseChecksumValidation.WHEN_REQUIRED);
    }

    @Override
    public void put(MediaKey key, Path file, String contentType) {
        put(key, AsyncRequestBody.fromFile(file), contentType);
    }

    @Override
    public void put(MediaKey key, byte[] bytes, String contentType) {
        put(key, AsyncRequestBody.fromBytes(bytes), contentType);
    }

    private void put(MediaKey key, AsyncRequestBody body, String contentType) {
        var request = PutObjectRequest.builder()
                .bucket(settings.bucket())
                .key(key.value())
                .contentType(contentType)
                .build();
        try {
            writer.putObject(request, body).join();
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof NoSuchBucketException)) {
                throw unavailable(key.value(), e);
            }
            createBucket();
            await(key.value(), writer.putObject(request, body));
        }
    }

    private void createBucket() {
        try {
            client.createBucket(request -> request.bucket(settings.bucket())).join();
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof BucketAlreadyOwnedByYouException)
                    && !(e.getCause() instanceof BucketAlreadyExistsException)) {
                throw unavailable(settings.bucket(), e);
            }
        }
    }

    @Override
    public Optional<Content> open(MediaKey key, ByteRange range) {
        try {
            var response = client.getObject(
                            request -> request.bucket(settings.bucket())
                                    .key(key.value())
                                    .range(range.isAll() ? null : header(range)),
                            AsyncResponseTransformer.toBlockingInputStream())
                    .join();
            return Optional.of(new Content(
                    response,
                    sizeOf(
                            response.response().contentRange(),
                            response.response().contentLength())));
        } catch (CompletionException e) {
            if (isAbsent(e)) {
                return Optional.empty();
            }
            if (e.getCause() instanceof S3Exception refused && refused.statusCode() == 416) {
                throw new IllegalArgumentException("range starts behind the end of " + key, e);
            }
            throw unavailable(key.value(), e);
        }
    }

    private static String header(ByteRange range) {
        return "bytes=" + range.first() + "-" + (range.last() == Long.MAX_VALUE ? "" : range.last());
    }

    /** A ranged answer says the whole size behind the slash: {@code bytes 0-99/1234}. */
    private static long sizeOf(@Nullable String contentRange, long contentLength) {
        return contentRange == null
                ? contentLength
                : Long.parseLong(contentRange.substring(contentRange.lastIndexOf('/') + 1));
    }

    @Override
    public Optional<Long> size(MediaKey key) {
        try {
            return Optional.of(client.headObject(
                            request -> request.bucket(settings.bucket()).key(key.value()))
                    .join()
                    .contentLength());
        } catch (CompletionException e) {
            if (isAbsent(e)) {
                return Optional.empty();
            }
            throw unavailable(key.value(), e);
        }
    }

    @Override
    public void delete(MediaKey key) {
        try {
            client.deleteObject(request -> request.bucket(settings.bucket()).key(key.value()))
                    .join();
        } catch (CompletionException e) {
            if (!isAbsent(e)) {
                throw unavailable(key.value(), e);
            }
        }
    }

    @Override
    public List<MediaKey> list(String prefix) {
        var keys = new ArrayList<MediaKey>();
        try {
            client.listObjectsV2Paginator(
                            request -> request.bucket(settings.bucket()).prefix(prefix))
                    .contents()
                    .map(S3Object::key)
                    .subscribe(key -> keys.add(new MediaKey(key)))
                    .join();
        } catch (CompletionException e) {
            if (!isAbsent(e)) {
                throw unavailable(prefix, e);
            }
        }
        return List.copyOf(keys);
    }

    @Override
    public Optional<URI> directUrl(MediaKey key, Duration validFor, String contentType, Optional<String> fileName) {
        if (presigner == null) {
            return Optional.empty();
        }
        var presigned = presigner.presignGetObject(presign -> presign.signatureDuration(validFor)
                .getObjectRequest(get -> get.bucket(settings.bucket())
                        .key(key.value())
                        .responseContentType(contentType)
                        .responseContentDisposition(
                                fileName.map(ContentDispositions::attachment).orElse(null))));
        return Optional.of(URI.create(presigned.url().toString()));
    }

    @Override
    public void close() {
        client.close();
        writer.close();
        if (presigner != null) {
            presigner.close();
        }
    }

    private static <T> T await(String what, CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw unavailable(what, e);
        }
    }

    /** HEAD has no body to tell a missing bucket from a missing key: both are 404. */
    private static boolean isAbsent(CompletionException e) {
        return e.getCause() instanceof NoSuchKeyException
                || (e.getCause() instanceof S3Exception refused && refused.statusCode() == 404);
    }

    private static ProblemException unavailable(String what, CompletionException e) {
        return new ProblemException(S3Problem.MEDIA_STORE_UNAVAILABLE, Map.of("object", what), e.getCause());
    }
}
