package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import org.lectorium.testkit.LectoriumClient;
import org.lectorium.testkit.LectoriumClient.Answer;
import org.lectorium.testkit.TusClient;

/** An upload of which the test says how far it is. */
final class Sending {

    private final byte[] bytes;
    private TusClient tus;
    private final String location;
    private int sent;

    Sending(byte[] bytes, LectoriumClient sender, String... metadata) {
        this.bytes = bytes;
        this.tus = new TusClient(sender);
        this.location = tus.created(bytes.length, "Upload-Metadata", TusClient.metadata(metadata));
    }

    Answer upTo(double part) {
        int until = (int) (bytes.length * part);
        var end = tus.patch(location, sent, Arrays.copyOfRange(bytes, sent, until));
        assertThat(end.status()).as(end.toString()).isEqualTo(204);
        sent = until;
        return end;
    }

    /** From now on by this way. */
    void at(LectoriumClient sender) {
        tus = new TusClient(sender);
    }

    int sent() {
        return sent;
    }

    String location() {
        return location;
    }

    String id() {
        return TusClient.id(location);
    }

    /** The same film in other bytes: an element at the end that says nothing. */
    static byte[] unique(Path webm) throws IOException {
        byte[] film = Files.readAllBytes(webm);
        byte[] id = UUID.randomUUID().toString().replace("-", "").getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(film, film.length + 2 + id.length);
        all[film.length] = (byte) 0xec;
        all[film.length + 1] = (byte) (0x80 | id.length);
        System.arraycopy(id, 0, all, film.length + 2, id.length);
        return all;
    }
}
