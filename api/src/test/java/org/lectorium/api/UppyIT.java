package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Uppy, which others put before tus, sends from a browser as somebody who is signed in. */
@LectoriumTest
class UppyIT {

    private static final int BYTES = 12 << 20;

    @RegisterExtension
    static final SharedChromium chromium = new SharedChromium();

    @TempDir
    Path temp;

    @LocalServerPort
    private int port;

    @Test
    void sendsPausesAndGoesOn() throws Exception {
        var lectorium = RunningLectorium.onPort(port);
        var owner = lectorium.someone("lecturer");
        try (var visitor = Visitor.of(chromium.get(), port, "en-GB", 1280)) {
            var page = visitor.signIn(owner);
            page.evaluate(uppy());

            var sent = send(page);

            assertThat(sent.get("pauses")).isEqualTo(1);
            assertThat(sent.get("digest")).isEqualTo("sha-256=:" + sent.get("sha256") + ":");
            var recording = owner.client().get("/api/v1/recordings/" + sent.get("recording"));
            assertThat(recording.text("fileName")).isEqualTo("лекция.webm");
            assertThat(recording.body().path("sizeBytes").asLong()).isEqualTo(BYTES);
        }
    }

    /** Nothing but what Uppy's own manual says; the header is what our pages send too. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> send(Page page) {
        return (Map<String, Object>) page.evaluate("""
                async (size) => {
                  const bytes = new Uint8Array(size)
                  for (let at = 0; at < size; at += 65536) crypto.getRandomValues(bytes.subarray(at, at + 65536))
                  const csrf = document.cookie.match(/XSRF-TOKEN=([^;]*)/)[1]
                  let digest, recording
                  const uppy = new Uppy().use(Tus, {
                    endpoint: '/api/v1/uploads',
                    headers: { 'X-XSRF-TOKEN': decodeURIComponent(csrf) },
                    chunkSize: 1 << 20,
                    onAfterResponse: (_, response) => {
                      digest = response.getHeader('Repr-Digest')
                      recording = response.getHeader('Lectorium-Recording')
                    },
                  })
                  let pauses = 0
                  uppy.on('upload-progress', (_, { bytesUploaded }) => {
                    if (pauses > 0 || bytesUploaded === 0 || bytesUploaded === size) return
                    pauses++
                    uppy.pauseAll()
                    setTimeout(() => uppy.resumeAll())
                  })
                  uppy.addFile({ name: 'лекция.webm', type: 'video/webm', data: new Blob([bytes]) })
                  const { successful, failed } = await uppy.upload()
                  if (successful.length !== 1) throw failed[0].error
                  const sha256 = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
                  return { pauses, digest, recording, sha256: btoa(String.fromCharCode(...sha256)) }
                }""", BYTES);
    }

    private String uppy() throws Exception {
        var node = NodeScript.start("/tus/uppy.mjs", temp.toString());
        var said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(node.waitFor()).as(said).isZero();
        return Files.readString(temp.resolve("uppy.js"));
    }
}
