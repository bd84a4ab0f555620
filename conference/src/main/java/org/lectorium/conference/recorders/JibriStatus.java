package org.lectorium.conference.recorders;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.recorders.Recorder.Busy;
import org.lectorium.core.PlainText;
import org.lectorium.core.ProblemException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what Jibri's webhook sends. What is not known is overlooked: every version of Jibri may add to it. */
public final class JibriStatus {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String HEALTHY = "HEALTHY";
    private static final int MAX_ID = 200;
    private static final int MAX_DETAIL = 500;

    private JibriStatus() {}

    /** @throws ProblemException if it is none */
    public static Recorder read(byte[] body, Instant at) {
        var json = parse(body);
        var status = json.path("status");
        var health = status.path("health");
        var id = text(json.path("jibriId"), MAX_ID).orElseThrow(() -> invalid("jibriId"));
        boolean healthy =
                switch (text(health.path("healthStatus"), MAX_ID).orElseThrow(() -> invalid("healthStatus"))) {
                    case HEALTHY -> true;
                    case "UNHEALTHY" -> false;
                    default -> throw invalid("healthStatus");
                };
        return new Recorder(id, busy(status), healthy, healthy ? null : detail(health.path("details")), at);
    }

    private static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            throw new ProblemException(RecordersProblem.RECORDER_STATUS_INVALID, Map.of("reason", "JSON"), e);
        }
    }

    private static Busy busy(JsonNode status) {
        try {
            return Busy.valueOf(status.path("busyStatus").asString("").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(RecordersProblem.RECORDER_STATUS_INVALID, Map.of("reason", "busyStatus"), e);
        }
    }

    /** The parts that are ill, and of what. */
    private static @Nullable String detail(JsonNode parts) {
        var ill = new ArrayList<String>();
        for (var part : parts.properties()) {
            if (!part.getValue().path("healthStatus").asString("").equals(HEALTHY)) {
                var why = part.getValue().path("detail").asString("");
                ill.add(why.isEmpty() ? part.getKey() : part.getKey() + ": " + why);
            }
        }
        return PlainText.of(String.join("; ", ill), MAX_DETAIL);
    }

    private static Optional<String> text(JsonNode node, int max) {
        return node.isString() ? Optional.ofNullable(PlainText.of(node.asString(), max)) : Optional.empty();
    }

    private static ProblemException invalid(String reason) {
        return new ProblemException(RecordersProblem.RECORDER_STATUS_INVALID, Map.of("reason", reason));
    }
}
