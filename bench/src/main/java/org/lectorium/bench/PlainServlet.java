package org.lectorium.bench;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import org.apache.catalina.startup.Tomcat;

/**
 * The least that keeps an upload: appends to a file, hashes on the way, and answers when the bytes are on stable storage.
 * Knows no database, no offsets, no owners and no end.
 */
final class PlainServlet extends HttpServlet {

    private static final long serialVersionUID = 1;
    private static final int BUFFER_BYTES = 64 << 10;

    private final transient Path directory;
    private final transient Map<String, MessageDigest> digests = new ConcurrentHashMap<>();

    private PlainServlet(Path directory) {
        this.directory = directory;
    }

    /** @param arguments the directory */
    static void main(String[] arguments) throws Exception {
        var tomcat = new Tomcat();
        tomcat.setBaseDir(arguments[0]);
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        var context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "plain", new PlainServlet(Path.of(arguments[0])));
        context.addServletMappingDecoded("/files/*", "plain");
        tomcat.start();
        System.out.println(
                "Listening at http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/files");
        tomcat.getServer().await();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getMethod().equals("POST")) {
            response.setHeader("Location", "/files/" + UUID.randomUUID());
            response.setStatus(HttpServletResponse.SC_CREATED);
            return;
        }
        var name = request.getPathInfo().substring(1);
        var digest = digests.computeIfAbsent(name, any -> sha256());
        var checksum = new CRC32C();
        var buffer = new byte[BUFFER_BYTES];
        try (var file =
                FileChannel.open(directory.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            var in = request.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                checksum.update(buffer, 0, read);
                file.write(ByteBuffer.wrap(buffer, 0, read));
            }
            file.force(true);
        }
        response.setHeader("Checksum", Long.toHexString(checksum.getValue()));
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
