package org.lectorium.api.accounts;

import static org.lectorium.core.postgres.SqlValues.containing;
import static org.lectorium.core.postgres.SqlValues.instant;
import static org.lectorium.core.postgres.SqlValues.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Everybody who has or had an account. Those that were erased are found by nobody. */
@Repository
class AccountsTable {

    private static final String COLUMNS = """
            id, username, display_name, email, role, groups, issuer, password_hash is not null as has_password,
            created_at, last_seen_at, blocked_at
            """;
    private static final String SELECT = "select " + COLUMNS + " from access.users where erased_at is null and ";

    private final JdbcClient jdbc;

    AccountsTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Account> find(UserId id) {
        return jdbc.sql(SELECT + "id = ?")
                .param(id.value())
                .query(AccountsTable::map)
                .optional();
    }

    Optional<Account> findLocal(String username) {
        return jdbc.sql(SELECT + "issuer is null and lower(username) = lower(?)")
                .param(username)
                .query(AccountsTable::map)
                .optional();
    }

    Optional<Account> findOfDirectory(String issuer, String subject) {
        return jdbc.sql(SELECT + "issuer = ? and subject = ?")
                .params(issuer, subject)
                .query(AccountsTable::map)
                .optional();
    }

    Optional<String> passwordHash(UserId id) {
        return jdbc.sql("select password_hash from access.users where id = ? and password_hash is not null")
                .param(id.value())
                .query(String.class)
                .optional();
    }

    /** @return false if a local account is called so */
    boolean addLocal(UserId id, String username, String displayName, @Nullable String email, Role role) {
        return jdbc.sql("""
                                insert into access.users (id, username, display_name, email, role)
                                values (:id, :username, :displayName, :email, :role) on conflict do nothing
                                """)
                        .param("id", id.value())
                        .param("username", username)
                        .param("displayName", displayName)
                        .param("email", email)
                        .param("role", role.name())
                        .update()
                == 1;
    }

    /** What the directory says about somebody; the id stays the one that they have. */
    UserId saveOfDirectory(DirectoryPerson person) {
        return new UserId(jdbc.sql("""
                        insert into access.users (id, username, display_name, email, picture, role, groups, issuer, subject)
                        values (:id, :username, :displayName, :email, :picture, :role, :groups, :issuer, :subject)
                        on conflict (issuer, subject) do update
                        set username = excluded.username, display_name = excluded.display_name, email = excluded.email,
                            picture = excluded.picture, role = excluded.role, groups = excluded.groups
                        returning id
                        """)
                .param("id", UUID.randomUUID())
                .param("username", person.username())
                .param("displayName", person.displayName())
                .param("email", person.email())
                .param("picture", person.picture())
                .param("role", person.role().name())
                .param("groups", person.groups().toArray(String[]::new))
                .param("issuer", person.issuer())
                .param("subject", person.subject())
                .query(UUID.class)
                .single());
    }

    void setPassword(UserId id, String hash) {
        set(id, "password_hash = :value", hash);
    }

    void setRole(UserId id, Role role) {
        set(id, "role = :value", role.name());
    }

    void setDisplayName(UserId id, String name) {
        set(id, "display_name = :value", name);
    }

    void setEmail(UserId id, @Nullable String email) {
        set(id, "email = :value", email);
    }

    void setGroups(UserId id, Set<String> groups) {
        set(id, "groups = :value::text[]", groups.toArray(String[]::new));
    }

    void setBlocked(UserId id, @Nullable Instant at) {
        set(id, "blocked_at = :value::timestamptz", timestamp(at));
    }

    void setLastSeen(UserId id, Instant at) {
        set(id, "last_seen_at = :value::timestamptz", Timestamp.from(at));
    }

    private void set(UserId id, String assignment, @Nullable Object value) {
        jdbc.sql("update access.users set " + assignment + " where id = :id and erased_at is null")
                .param("id", id.value())
                .param("value", value)
                .update();
    }

    /** Forgets the person; the id stays, so that what they did is still somebody's. */
    void erase(UserId id, Instant at) {
        jdbc.sql("""
                        update access.users
                        set username = 'erased', display_name = '', email = null, picture = null, groups = '{}', issuer = null,
                            subject = null, password_hash = null, role = 'USER', last_seen_at = null,
                            blocked_at = :at, erased_at = :at
                        where id = :id
                        """).param("id", id.value()).param("at", Timestamp.from(at)).update();
    }

    List<Account> administrators() {
        return jdbc.sql(SELECT + "role = 'ADMIN' and blocked_at is null order by id")
                .query(AccountsTable::map)
                .list();
    }

    /** Until the end of the transaction, so that two administrators do not remove each other at the same moment. */
    void lockAdmins() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('access.admins'))")
                .query((row, number) -> true)
                .list();
    }

    long countAdmins() {
        return jdbc.sql("""
                        select count(*) from access.users
                        where role = 'ADMIN' and blocked_at is null and erased_at is null
                        """).query(Long.class).single();
    }

    long count() {
        return jdbc.sql("select count(*) from access.users where erased_at is null")
                .query(Long.class)
                .single();
    }

    record Found(List<Account> items, long total) {}

    /**
     * @param words that stand in user name, name or e-mail; null for all
     * @param blocked whether they are kept out; null for both
     */
    Found search(@Nullable String words, @Nullable Role role, @Nullable Boolean blocked, int page, int size) {
        var conditions = new ArrayList<>(List.of("erased_at is null"));
        var values = new HashMap<String, Object>();
        if (words != null) {
            conditions.add("(username ilike :like or display_name ilike :like or email ilike :like)");
            values.put("like", containing(words));
        }
        if (role != null) {
            conditions.add("role = :role");
            values.put("role", role.name());
        }
        if (blocked != null) {
            conditions.add(blocked ? "blocked_at is not null" : "blocked_at is null");
        }
        var where = " from access.users where " + String.join(" and ", conditions);
        long total = jdbc.sql("select count(*)" + where)
                .params(values)
                .query(Long.class)
                .single();
        var items = jdbc.sql("select " + COLUMNS + where
                        + " order by lower(display_name), lower(username), id limit :size offset :skip")
                .params(values)
                .param("size", size)
                .param("skip", (long) page * size)
                .query(AccountsTable::map)
                .list();
        return new Found(items, total);
    }

    Map<UserId, String> names(Collection<UserId> people) {
        var names = new HashMap<UserId, String>();
        jdbc.sql("select id, display_name from access.users where erased_at is null and id = any(?)")
                .param(people.stream().map(UserId::value).toArray(UUID[]::new))
                .query(row -> {
                    names.put(new UserId(row.getObject("id", UUID.class)), row.getString("display_name"));
                });
        return Map.copyOf(names);
    }

    /** Groups that somebody is a member of, by name. */
    List<String> groups(@Nullable String words, int limit) {
        return jdbc.sql("""
                        select distinct name from access.users, unnest(groups) as name
                        where erased_at is null and name ilike :like order by name limit :limit
                        """)
                .param("like", words == null ? "%" : containing(words))
                .param("limit", limit)
                .query((row, number) -> row.getString("name"))
                .list();
    }

    private static Account map(ResultSet row, int number) throws SQLException {
        return new Account(
                new UserId(row.getObject("id", UUID.class)),
                row.getString("username"),
                row.getString("display_name"),
                row.getString("email"),
                Role.valueOf(row.getString("role")),
                Set.of((String[]) row.getArray("groups").getArray()),
                row.getString("issuer"),
                row.getBoolean("has_password"),
                row.getTimestamp("created_at").toInstant(),
                instant(row, "last_seen_at"),
                instant(row, "blocked_at"));
    }
}
