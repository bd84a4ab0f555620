package org.lectorium.conference.prosody;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.lectorium.testkit.prosody.RealProsody;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as the module sees it: keeps what it took, and can be away, slow or in a bad mood. */
final class CallbackReceiver implements AutoCloseable {

    static final String PATH = "/api/v1/callbacks/prosody/events";

    private static final JsonMapper JSON = new JsonMapper();

    private final int port;
    private final List<JsonNode> accepted = new ArrayList<>();
    private final List<JsonNode> refused = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private int repeated;
    private int requests;
    private HttpServer server;
    private volatile int status = 200;
    private volatile Predicate<JsonNode> disliked = event -> false;
    private volatile boolean losingAnswers;
    private volatile Duration delay = Duration.ZERO;

    private CallbackReceiver(HttpServer server) {
        this.server = server;
        this.port = server.getAddress().getPort();
    }

    static CallbackReceiver start() {
        var receiver = new CallbackReceiver(listen(0));
        receiver.serve();
        return receiver;
    }

    private static HttpServer listen(int port) {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new IllegalStateException("Port " + port + " cannot be opened", e);
        }
    }

    private void serve() {
        server.createContext(PATH, this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port + PATH);
    }

    /** Nobody listens any more. */
    void goAway() {
        server.stop(0);
    }

    void comeBack() {
        server = listen(port);
        serve();
    }

    void answerWith(int otherStatus) {
        status = otherStatus;
    }

    /** Answers 400 to every request with such an event in it. */
    void refuse(Predicate<JsonNode> unwanted) {
        disliked = unwanted;
    }

    /** Takes the events but hangs up before the answer. */
    void loseAnswers(boolean lose) {
        losingAnswers = lose;
    }

    void answerAfter(Duration time) {
        delay = time;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            var answer = answer(exchange, body);
            Thread.sleep(delay);
            if (losingAnswers) {
                return;
            }
            var text = "{\"accepted\":0,\"known\":0}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer, text.length);
            exchange.getResponseBody().write(text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized int answer(HttpExchange exchange, byte[] body) {
        requests++;
        var signature = exchange.getRequestHeaders().getFirst("X-Lectorium-Signature");
        if (signature == null || !isSigned(signature, body)) {
            complaints.add("bad signature " + signature);
            return 401;
        }
        if (!"application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
            complaints.add("bad content type");
        }
        var events = events(JSON.readTree(body));
        if (events.size() > 200 || body.length > 1_000_000) {
            complaints.add("too large: " + events.size() + " events, " + body.length + " bytes");
        }
        if (status != 200) {
            return status;
        }
        if (events.stream().anyMatch(disliked)) {
            if (events.size() == 1) {
                refused.add(events.getFirst());
            }
            return 400;
        }
        events.forEach(this::keep);
        return 200;
    }

    private static List<JsonNode> events(JsonNode body) {
        return body.isArray() ? StreamSupport.stream(body.spliterator(), false).toList() : List.of(body);
    }

    private void keep(JsonNode event) {
        if (ids.add(event.get("id").asString())) {
            accepted.add(event);
        } else {
            repeated++;
        }
    }

    /** Written from the wire document alone, without a look at the module. */
    private static boolean isSigned(String header, byte[] body) {
        try {
            var parts = header.split(",", 2);
            var time = parts[0].substring("t=".length());
            var key = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(("lectorium callbacks:" + RealProsody.TOKEN).getBytes(StandardCharsets.UTF_8)));
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            mac.update((time + ".").getBytes(StandardCharsets.US_ASCII));
            var expected = "v1=" + HexFormat.of().formatHex(mac.doFinal(body));
            var age = Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), Instant.now());
            return expected.equals(parts[1]) && age.abs().compareTo(Duration.ofSeconds(30)) < 0;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In the order in which they came, each once. */
    synchronized List<JsonNode> events() {
        return List.copyOf(accepted);
    }

    /** Without boots and snapshots, which come by themselves. */
    List<JsonNode> eventsOfRooms() {
        return events().stream().filter(event -> event.has("room_jid")).toList();
    }

    Stream<JsonNode> events(String type) {
        return events().stream().filter(event -> type.equals(event.get("type").asString()));
    }

    /** Each was sent alone at last, and refused. */
    synchronized List<JsonNode> refused() {
        return List.copyOf(refused);
    }

    synchronized int requests() {
        return requests;
    }

    synchronized int repeated() {
        return repeated;
    }

    /** What the module did against the contract. */
    synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
