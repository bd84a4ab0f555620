package org.lectorium.api.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.api.accounts.SignedIn;
import org.lectorium.core.AuditTrail;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Repository;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class JdbcAuditTrail implements AuditTrail {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_FACT = 300;

    private final JdbcClient jdbc;
    private final Clock clock;

    JdbcAuditTrail(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param actor null if nobody was signed in
     * @param actorName null if they are unknown or erased
     * @param via what stood for them: session, api-token, directory-token, or empty
     */
    record Entry(
            long id,
            Instant at,
            @Nullable UUID actor,
            @Nullable String actorName,
            String via,
            String deed,
            String subject,
            Map<String, String> facts,
            String address) {}

    /** What is null does not matter. */
    record Filter(
            @Nullable UUID actor,
            @Nullable Deed deed,
            @Nullable String subject,
            @Nullable Instant from,
            @Nullable Instant to) {}

    @Override
    public void note(Deed deed, String subject, Map<String, String> facts) {
        var who = SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn in ? in : null;
        var kept = new HashMap<String, String>();
        // PostgreSQL's jsonb cannot hold U+0000.
        facts.forEach((name, value) -> kept.put(
                name, value.substring(0, Math.min(value.length(), MAX_FACT)).replace("\0", "")));
        jdbc.sql("""
                        insert into access.audit (at, actor, via, deed, subject, facts, address)
                        values (:at, :actor, :via, :deed, :subject, :facts::jsonb, :address)
                        """)
                .param("at", Timestamp.from(clock.instant()))
                .param("actor", who == null ? null : who.account().id().value())
                .param(
                        "via",
                        who == null
                                ? ""
                                : who.via().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .param("deed", deed.name())
                .param("subject", subject)
                .param("facts", JSON.writeValueAsString(kept))
                .param("address", address())
                .update();
    }

    private static String address() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? attributes.getRequest().getRemoteAddr()
                : "";
    }

    long count(Filter filter) {
        var values = new HashMap<String, Object>();
        return jdbc.sql("select count(*)" + from(filter, values))
                .params(values)
                .query(Long.class)
                .single();
    }

    /** The newest first. */
    List<Entry> list(Filter filter, int size, long skip) {
        var values = new HashMap<String, Object>();
        return jdbc.sql("select audit.*, display_name" + from(filter, values)
                        + " order by at desc, audit.id desc limit :size offset :skip")
                .params(values)
                .param("size", size)
                .param("skip", skip)
                .query(JdbcAuditTrail::map)
                .list();
    }

    private static String from(Filter filter, Map<String, Object> values) {
        var conditions = new ArrayList<String>();
        conditions.add("true");
        if (filter.actor() != null) {
            conditions.add("actor = :actor");
            values.put("actor", filter.actor());
        }
        if (filter.deed() != null) {
            conditions.add("deed = :deed");
            values.put("deed", filter.deed().name());
        }
        if (filter.subject() != null) {
            conditions.add("audit.subject = :subject");
            values.put("subject", filter.subject());
        }
        if (filter.from() != null) {
            conditions.add("at >= :from");
            values.put("from", Timestamp.from(filter.from()));
        }
        if (filter.to() != null) {
            conditions.add("at < :to");
            values.put("to", Timestamp.from(filter.to()));
        }
        return " from access.audit left join access.users on users.id = actor and erased_at is null where "
                + String.join(" and ", conditions);
    }

    private static Entry map(ResultSet row, int number) throws SQLException {
        return new Entry(
                row.getLong("id"),
                row.getTimestamp("at").toInstant(),
                row.getObject("actor", UUID.class),
                row.getString("display_name"),
                row.getString("via"),
                row.getString("deed"),
                row.getString("subject"),
                Objects.requireNonNull(
                        JSON.readValue(row.getString("facts"), new TypeReference<Map<String, String>>() {})),
                row.getString("address"));
    }
}
