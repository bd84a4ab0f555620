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
import java.util.concurrent.locks.LockSupport;

/**
 * The way to a server, with an address that stays while the server comes and goes. It can break: then it cuts most
 * connections after some of their bytes, or lets them pass slowly.
 */
final class Network implements AutoCloseable {

    private static final int MOST_BYTES = 1 << 20;
    private static final long UNLIMITED = Long.MAX_VALUE;
    private static final int NOWHERE = 0;
    private static final int BUFFER_BYTES = 16 << 10;

    private final Random random;
    private final ServerSocket server;
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile int target = NOWHERE;
    private volatile boolean cutting;
    private volatile int bytesPerSecond = Integer.MAX_VALUE;

    Network(Random random) throws IOException {
        this.random = random;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port());
    }

    int port() {
        return server.getLocalPort();
    }

    int cuts() {
        return cuts.get();
    }

    /** From now on new connections end there. */
    void leadTo(int port) {
        target = port;
    }

    /** Nobody is there: another program may listen on the port by now. */
    void leadNowhere() {
        target = NOWHERE;
    }

    void cut() {
        cutting = true;
    }

    /** @param most bytes per second of each connection, each way */
    void slowDown(int most) {
        bytesPerSecond = most;
    }

    /** From now on it holds. */
    void heal() {
        cutting = false;
        bytesPerSecond = Integer.MAX_VALUE;
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
        try (client) {
            int port = target;
            if (port == NOWHERE) {
                return;
            }
            try (var service = new Socket(InetAddress.getLoopbackAddress(), port)) {
                relay(client, service);
            }
        } catch (IOException e) {
            // The service is away, and so is this connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void relay(Socket client, Socket service) throws IOException, InterruptedException {
        client.setTcpNoDelay(true);
        service.setTcpNoDelay(true);
        var back = Thread.ofVirtual().start(() -> {
            pass(service, client, false);
            close(client);
        });
        if (pass(client, service, true)) {
            cuts.incrementAndGet();
            // Without a farewell: what lies on the way is lost.
            client.setSoLinger(true, 0);
            service.setSoLinger(true, 0);
            return;
        }
        back.join();
    }

    /** @return whether it was cut */
    private boolean pass(Socket from, Socket to, boolean mayCut) {
        long budget = UNLIMITED;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            var buffer = new byte[BUFFER_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                takeTime(read);
                budget = mayCut ? left(budget) - read : budget;
                if (budget < 0) {
                    return true;
                }
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // One of the two is gone, and the other one must learn of it.
            close(from);
            close(to);
        }
        return false;
    }

    /** Connections of good times are cut too. */
    private long left(long budget) {
        if (!cutting) {
            return UNLIMITED;
        }
        return budget < MOST_BYTES ? budget : random.nextInt(MOST_BYTES);
    }

    private void takeTime(int bytes) {
        int most = bytesPerSecond;
        if (most != Integer.MAX_VALUE) {
            LockSupport.parkNanos(bytes * 1_000_000_000L / most);
        }
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
