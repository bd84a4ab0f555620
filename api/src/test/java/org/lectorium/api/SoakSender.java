package org.lectorium.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.lectorium.api.SoakMedia.Made;
import org.lectorium.testkit.LectoriumClient;
import org.lectorium.testkit.LectoriumClient.Answer;
import org.lectorium.testkit.TusClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Programs that send recordings and do not give up: after any trouble they wait a little, ask how far they are, and go
 * on. They keep account of what they were told, and of what should never be told.
 */
final class SoakSender {

    private static final int MOST_CHUNK = 600 << 10;

    private static final int JS_ABORTS = 2;
    private static final Duration JS_PATIENCE = Duration.ofMinutes(30);

    private final URI service;
    private final LectoriumClient client;
    private final TusClient tus;
    private final Map<String, AtomicInteger> answers = new ConcurrentSkipListMap<>();
    private final Collection<String> wrong = new ConcurrentLinkedQueue<>();
    private final Map<String, String> open = new ConcurrentHashMap<>();
    private final AtomicInteger confirmed = new AtomicInteger();

    SoakSender(URI service) {
        this.service = service;
        this.client = new LectoriumClient(service).withBearer(LectoriumTest.INGEST_TOKEN);
        this.tus = new TusClient(client);
    }

    /** How often something else was answered than success, by status and problem. */
    Map<String, AtomicInteger> answers() {
        return answers;
    }

    /** What was told and must not be. */
    Collection<String> wrong() {
        return wrong;
    }

    /** Who is still at it, and where they stand. */
    Map<String, String> open() {
        return open;
    }

    int confirmed() {
        return confirmed.get();
    }

    private interface Step {
        /** @return whether all is done */
        boolean take() throws IOException;
    }

    private void persist(String name, Random random, Step step) {
        open.put(name, "begins");
        try {
            while (!taken(name, step)) {
                Thread.sleep(random.nextInt(50, 1_000));
            }
            open.remove(name);
            confirmed.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean taken(String name, Step step) {
        try {
            return step.take();
        } catch (IOException | UncheckedIOException e) {
            open.put(name, String.valueOf(e.getMessage()));
            return false;
        } catch (RuntimeException e) {
            open.put(name, String.valueOf(e));
            wrong.add(name + ": " + e);
            return false;
        }
    }

    private boolean refused(String name, Answer answer) {
        if (answer.status() < 300) {
            return false;
        }
        var what = answer.status() + " " + answer.problem();
        open.put(name, what);
        answers.computeIfAbsent(what, key -> new AtomicInteger()).incrementAndGet();
        if (answer.status() == 500 || answer.status() == 401 || answer.status() == 403) {
            wrong.add("%s was answered %s".formatted(name, answer.text()));
        }
        return true;
    }

    private void requireDigest(String name, Made made, Answer end) {
        if (!end.header("Repr-Digest").equals(digest(made))) {
            wrong.add("%s was confirmed with %s".formatted(name, end.header("Repr-Digest")));
        }
    }

    private static String digest(Made made) {
        try {
            return TusClient.digest(Files.readAllBytes(made.file()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // By one request

    /** Until it is confirmed, or this thread is interrupted. */
    void post(Made made) {
        var name = "POST of " + made.name();
        persist(name, new Random(made.order().seed()), () -> {
            var answer = client.deliver(
                    "", made.file(), made.name(), null, "soak-" + made.order().number());
            return !refused(name, answer);
        });
    }

    // By tus-js-client

    /** Until it is confirmed, or this thread is interrupted. */
    void tusJs(Made made) {
        var name = "tus-js-client with " + made.name();
        persist(name, new Random(made.order().seed()), () -> {
            var said = runNode(made);
            if (!said.contains("digest " + digest(made))) {
                wrong.add(name + ": " + said);
            }
            return true;
        });
    }

    private String runNode(Made made) throws IOException {
        var metadata = JsonMapper.shared()
                .writeValueAsString(Map.of("filename", made.name(), "deliveryKey", "soak/js/" + made.name()));
        var node = NodeScript.start(
                TusJsClientIT.ABORT,
                service.resolve(TusClient.PATH).toString(),
                LectoriumTest.INGEST_TOKEN,
                made.file().toString(),
                Integer.toString(JS_ABORTS),
                Integer.toString(made.order().number()),
                metadata,
                Long.toString(JS_PATIENCE.toSeconds()));
        try (var out = node.getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            node.destroyForcibly();
        }
    }

    // By tus

    /** @param copy to tell two senders of the same file */
    void tus(Made made, int copy) {
        var upload = new Sending(made, copy);
        persist(upload.name, upload.random, upload::goOn);
    }

    private final class Sending {

        private final Made made;
        private final String name;
        private final String metadata;
        private final Random random;
        private final boolean checks;
        private final boolean beginsWithBytes;
        private final byte[] bytes;
        private @Nullable String upload;
        private long acknowledged;

        Sending(Made made, int copy) {
            this.made = made;
            this.name = "tus %d of %s".formatted(copy, made.name());
            this.random = new Random(made.order().seed() + copy);
            this.checks = random.nextInt(3) == 0;
            this.beginsWithBytes = random.nextInt(3) == 0;
            this.metadata = TusClient.metadata(
                    "filename",
                    made.name(),
                    "deliveryKey",
                    "soak/%d/%d".formatted(copy, made.order().number()));
            try {
                this.bytes = Files.readAllBytes(made.file());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private boolean goOn() {
            if (upload == null) {
                var created = create();
                if (refused(name, created)) {
                    return false;
                }
                upload = created.header("Location");
            }
            var state = tus.head(upload);
            while (!refused(name, state)) {
                long offset = Long.parseLong(state.header("Upload-Offset"));
                if (offset < acknowledged) {
                    wrong.add("%s was told %d after %d".formatted(name, offset, acknowledged));
                }
                acknowledged = offset;
                open.put(name, upload + " at " + offset);
                if (offset == bytes.length) {
                    requireDigest(name, made, state);
                    return true;
                }
                state = send((int) offset);
            }
            if (state.status() == 404 || state.status() == 410) {
                wrong.add("%s: %s is %d after %d bytes".formatted(name, upload, state.status(), acknowledged));
                upload = null;
                acknowledged = 0;
            }
            return false;
        }

        private Answer create() {
            var length = Integer.toString(bytes.length);
            return beginsWithBytes
                    ? tus.createWith(chunk(0), "Upload-Length", length, "Upload-Metadata", metadata)
                    : tus.create("Upload-Length", length, "Upload-Metadata", metadata);
        }

        private byte[] chunk(int from) {
            return Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + random.nextInt(1, MOST_CHUNK)));
        }

        private Answer send(int offset) {
            var chunk = chunk(offset);
            return checks
                    ? tus.patch(Objects.requireNonNull(upload), offset, chunk, "Upload-Checksum", sha256(chunk))
                    : tus.patch(Objects.requireNonNull(upload), offset, chunk);
        }

        private static String sha256(byte[] chunk) {
            return TusClient.digest(chunk).replaceFirst("sha-256=:(.*):", "sha256 $1");
        }
    }
}
