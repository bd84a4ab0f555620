package org.lectorium.testkit;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.lectorium.core.Sha256;
import org.lectorium.testkit.LectoriumClient.Answer;

/** Speaks tus, one request at a time, right or wrong as the test wants it. Headers are given as pairs. */
public record TusClient(LectoriumClient client) {

    public static final String PATH = "/api/v1/uploads";

    private static final byte[] NOTHING = {};

    public Answer create(String... headers) {
        return send("POST", PATH, NOTHING, headers);
    }

    /** @return where the new upload is */
    public String created(long length, String... headers) {
        var all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Upload-Length";
        all[headers.length + 1] = Long.toString(length);
        var answer = create(all);
        if (answer.status() != 201) {
            throw new IllegalStateException(answer.toString());
        }
        return answer.header("Location");
    }

    /** Of an upload, by where it is. */
    public static String id(String upload) {
        return upload.substring(upload.lastIndexOf('/') + 1);
    }

    public Answer createWith(byte[] body, String... headers) {
        return send("POST", PATH, body, with(headers, "Content-Type", "application/offset+octet-stream"));
    }

    public Answer head(String upload) {
        return send("HEAD", upload, NOTHING);
    }

    /** The offset that a HEAD tells. */
    public long offset(String upload) {
        var answer = head(upload);
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.toString());
        }
        return Long.parseLong(answer.header("Upload-Offset"));
    }

    public Answer patch(String upload, long offset, byte[] body, String... headers) {
        return send(
                "PATCH",
                upload,
                body,
                with(
                        headers,
                        "Content-Type",
                        "application/offset+octet-stream",
                        "Upload-Offset",
                        Long.toString(offset)));
    }

    public Answer delete(String upload) {
        return send("DELETE", upload, NOTHING);
    }

    public Answer options(String path) {
        return client.send("OPTIONS", path, Map.of(), BodyPublishers.noBody());
    }

    /** With the version, unless the headers say another; a header without a value is left out. */
    public Answer send(String method, String path, byte[] body, String... headers) {
        var all = new LinkedHashMap<String, String>();
        all.put("Tus-Resumable", "1.0.0");
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        all.values().removeIf(String::isEmpty);
        return client.send(method, path, all, BodyPublishers.ofByteArray(body));
    }

    /** Given headers win. */
    private static String[] with(String[] headers, String... more) {
        var all = Arrays.copyOf(more, more.length + headers.length);
        System.arraycopy(headers, 0, all, more.length, headers.length);
        return all;
    }

    /** The value of {@code Repr-Digest} for these bytes. */
    public static String digest(byte[] content) {
        var sha256 = HexFormat.of().parseHex(Sha256.of(content).hex());
        return "sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":";
    }

    /** The value of {@code Upload-Metadata} for keys and values. */
    public static String metadata(String... pairs) {
        var said = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            said.put(pairs[i], pairs[i + 1]);
        }
        return said.entrySet().stream()
                .map(pair -> pair.getKey() + " "
                        + Base64.getEncoder().encodeToString(pair.getValue().getBytes(StandardCharsets.UTF_8)))
                .collect(Collectors.joining(","));
    }
}
