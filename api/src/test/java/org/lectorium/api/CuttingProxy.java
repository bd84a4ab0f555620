package org.lectorium.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** A network that breaks: passes bytes on, and cuts most connections after some of them. */
final class CuttingProxy implements AutoCloseable {

    private static final int MOST_BYTES = 1 << 20;

    private final int target;
    private final Random random;
    private final ServerSocket server;
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile boolean kind;

    CuttingProxy(int target, Random random) throws IOException {
        this.target = target;
        this.random = random;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    int cuts() {
        return cuts.get();
    }

    /** From now on it holds. */
    void heal() {
        kind = true;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                Thread.ofVirtual().start(() -> relay(client));
            } catch (IOException e) {
                // Closed, or the next one may do.
            }
        }
    }

    private void relay(Socket client) {
        long budget = kind || random.nextInt(4) == 0 ? Long.MAX_VALUE : random.nextInt(MOST_BYTES);
        try (client;
                var service = new Socket(InetAddress.getLoopbackAddress(), target)) {
            var back = Thread.ofVirtual().start(() -> {
                pass(service, client, Long.MAX_VALUE);
                close(client);
            });
            if (pass(client, service, budget)) {
                cuts.incrementAndGet();
                // Without a farewell: what lies on the way is lost.
                client.setSoLinger(true, 0);
                service.setSoLinger(true, 0);
                return;
            }
            back.join();
        } catch (IOException e) {
            // The service is away, and so is this connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether it was cut */
    private static boolean pass(Socket from, Socket to, long budget) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            var buffer = new byte[16 << 10];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                budget -= read;
                if (budget < 0) {
                    return true;
                }
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // One of the two is gone.
        }
        return false;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
