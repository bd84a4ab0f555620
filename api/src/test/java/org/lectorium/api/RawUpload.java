package org.lectorium.api;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.lectorium.testkit.TusClient;

/** A request that brings bytes to an upload, on a connection that the test holds in its hands. */
final class RawUpload implements AutoCloseable {

    private final Socket socket;

    private RawUpload(Socket socket) {
        this.socket = socket;
    }

    /** The file in which an upload grows. */
    static Path part(Path spool, String upload) {
        return spool.resolve("uploads").resolve(TusClient.id(upload) + ".part");
    }

    /** Such as nobody has sent before. */
    static byte[] someBytes(int count) {
        var bytes = new byte[count];
        new Random().nextBytes(bytes);
        return bytes;
    }

    /** @param announced how many bytes the request says that it has */
    static RawUpload patch(URI server, String upload, long offset, long announced) throws IOException {
        var socket = new Socket(server.getHost(), server.getPort());
        var request = new RawUpload(socket);
        request.write("""
                PATCH %s HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                Tus-Resumable: 1.0.0\r
                Upload-Offset: %d\r
                Content-Type: application/offset+octet-stream\r
                Content-Length: %d\r
                Connection: close\r
                \r
                """.formatted(upload, LectoriumTest.INGEST_TOKEN, offset, announced)
                .getBytes(StandardCharsets.US_ASCII));
        return request;
    }

    void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    void write(byte[] bytes, int from, int count) throws IOException {
        socket.getOutputStream().write(bytes, from, count);
        socket.getOutputStream().flush();
    }

    /** FIN: nothing more comes. */
    void end() throws IOException {
        socket.shutdownOutput();
    }

    /** RST: the connection is gone. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** The whole answer; empty if the connection ended without one. */
    String answer() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
