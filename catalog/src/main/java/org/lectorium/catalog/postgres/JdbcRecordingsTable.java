package org.lectorium.catalog.postgres;

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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectorium.catalog.Recording;
import org.lectorium.catalog.Recording.Progress;
import org.lectorium.catalog.RecordingFilter;
import org.lectorium.catalog.RecordingStatus;
import org.lectorium.catalog.RecordingsTable;
import org.lectorium.catalog.Series.Take;
import org.lectorium.catalog.Tie;
import org.lectorium.catalog.access.AccessRule;
import org.lectorium.catalog.access.Audience;
import org.lectorium.core.AccessLevel;
import org.lectorium.core.ConferenceFacts;
import org.lectorium.core.MediaFacts;
import org.lectorium.core.MediaKey;
import org.lectorium.core.OriginalFile;
import org.lectorium.core.Page;
import org.lectorium.core.Problem;
import org.lectorium.core.RecordedConferences;
import org.lectorium.core.RecordedMeeting;
import org.lectorium.core.RecordingId;
import org.lectorium.core.Rendition;
import org.lectorium.core.Sha256;
import org.lectorium.core.StoredMedia;
import org.lectorium.core.UserId;
import org.lectorium.core.Viewer;
import org.lectorium.core.Viewer.LinkHolder;
import org.lectorium.core.Viewer.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class JdbcRecordingsTable implements RecordingsTable, RecordedConferences {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String COLUMNS = """
            id, title, room, conference, started_at, received_at, file_name, size_bytes, sha256, status, step, progress,
            eta_seconds, problem, duration_seconds, width, height, trashed_at, access, access_groups, owners, attended,
            version
            """;

    private static final String ORIGIN = """
            select id, title, room, meeting_id, recorder_session, uploaded_by, conference, started_at, delivered_start,
                   access, access_groups, owners, attended
            from catalog.recordings
            """;

    /** Every change of a recording ends so; it counts the change and leaves a note for the search index. */
    private static final String TELL_INDEX = """
            with changed as (%s returning id)
            insert into catalog.index_outbox (recording_id) select id from changed
            """;

    /** And not only expected. */
    private static final String ARRIVED = "size_bytes > 0";

    private final JdbcClient jdbc;

    JdbcRecordingsTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private StatementSpec change(String sql) {
        return jdbc.sql(TELL_INDEX.formatted(sql));
    }

    @Override
    public void add(
            RecordingId recording,
            OriginalFile file,
            RecordedMeeting meeting,
            AccessRule access,
            @Nullable UserId uploader) {
        change("""
                        insert into catalog.recordings
                            (id, title, room, meeting_id, recorder_session, uploaded_by, started_at, received_at,
                             file_name, size_bytes, sha256, status, access, access_groups, owners, attended, audience)
                        values (:id, :title, :room, :meeting, :session, :uploader, :startedAt, :receivedAt,
                                :fileName, :size, :sha256, 'stored', :access, :groups, :owners, :attended, :audience)
                        on conflict (id) do update set
                            title = excluded.title, room = excluded.room, meeting_id = excluded.meeting_id,
                            recorder_session = excluded.recorder_session, uploaded_by = excluded.uploaded_by,
                            conference = null, started_at = excluded.started_at, delivered_start = null,
                            received_at = excluded.received_at, file_name = excluded.file_name,
                            size_bytes = excluded.size_bytes, sha256 = excluded.sha256, status = excluded.status,
                            problem = null, access = excluded.access, access_groups = excluded.access_groups,
                            owners = excluded.owners, attended = excluded.attended, audience = excluded.audience,
                            version = recordings.version + 1
                        where recordings.size_bytes = 0""")
                .params(columns(recording, access))
                .param("id", recording.value())
                .param("title", title(file, meeting))
                .param("room", meeting.room())
                .param("meeting", meeting.meetingId())
                .param("session", meeting.recorderSession())
                .param("uploader", uploader == null ? null : uploader.value())
                .param(
                        "startedAt",
                        Timestamp.from(meeting.startedAt() != null ? meeting.startedAt() : file.receivedAt()))
                .param("receivedAt", Timestamp.from(file.receivedAt()))
                .param("fileName", file.fileName())
                .param("size", file.sizeBytes())
                .param("sha256", file.sha256().hex())
                .update();
    }

    /** Of no bytes: what an expected recording has. */
    private static final String NOTHING = Sha256.of(new byte[0]).hex();

    @Override
    public void expect(
            RecordingId card,
            RecordedMeeting meeting,
            Instant startedAt,
            @Nullable Integer conference,
            AccessRule access,
            @Nullable UserId uploader) {
        jdbc.sql("""
                        insert into catalog.recordings
                            (id, title, room, meeting_id, recorder_session, uploaded_by, conference, started_at, delivered_start,
                             received_at, file_name, size_bytes, sha256, status, access, access_groups, owners, attended,
                             audience)
                        values (:id, :title, :room, :meeting, :session, :uploader, :conference, :startedAt, :startedAt,
                                :startedAt, '', 0, :nothing, 'expected', :access, :groups, :owners, :attended, :audience)
                        on conflict do nothing
                        """)
                .params(columns(card, access))
                .param("id", card.value())
                .param(
                        "title",
                        Stream.of(meeting.title(), meeting.room(), meeting.recorderSession(), "")
                                .filter(Objects::nonNull)
                                .findFirst()
                                .orElse(""))
                .param("room", meeting.room())
                .param("meeting", meeting.meetingId())
                .param("session", meeting.recorderSession())
                .param("uploader", uploader == null ? null : uploader.value())
                .param("conference", conference)
                .param("startedAt", Timestamp.from(startedAt))
                .param("nothing", NOTHING)
                .update();
    }

    @Override
    public void foresee(RecordingId card, RecordingStatus status, Instant startedAt, @Nullable Problem problem) {
        jdbc.sql("""
                        update catalog.recordings
                        set status = :status, started_at = :startedAt, delivered_start = :startedAt,
                            problem = :problem::jsonb, version = version + 1
                        where id = :id and size_bytes = 0
                        """)
                .param("id", card.value())
                .param("status", status.word())
                .param("startedAt", Timestamp.from(startedAt))
                .param("problem", json(problem))
                .update();
    }

    @Override
    public void receive(RecordingId card, @Nullable Problem obstacle) {
        jdbc.sql("""
                        update catalog.recordings
                        set status = 'receiving', problem = :obstacle::jsonb, version = version + 1
                        where id = :id and size_bytes = 0
                            and (status <> 'receiving' or problem is distinct from :obstacle::jsonb)
                        """)
                .param("id", card.value())
                .param("obstacle", json(obstacle))
                .update();
    }

    @Override
    public void forgetCard(RecordingId card) {
        change("delete from catalog.recordings where id = :id and size_bytes = 0")
                .param("id", card.value())
                .update();
    }

    private static Map<String, Object> columns(RecordingId recording, AccessRule access) {
        return Map.of(
                "access", access.level().word(),
                "groups", access.groups().toArray(String[]::new),
                "owners", ids(access.owners()),
                "attended", ids(access.attended()),
                "audience", Audience.of(recording, access).toArray(String[]::new));
    }

    private static UUID[] ids(Collection<UserId> people) {
        return people.stream().map(UserId::value).toArray(UUID[]::new);
    }

    private static String title(OriginalFile file, RecordedMeeting meeting) {
        if (meeting.title() != null) {
            return meeting.title();
        }
        return meeting.room() != null ? meeting.room() : file.fileName().replaceFirst("(?<=.)\\.[A-Za-z0-9]{2,4}$", "");
    }

    @Override
    public Optional<Origin> origin(RecordingId recording) {
        return jdbc.sql(ORIGIN + "where id = ?")
                .param(recording.value())
                .query(JdbcRecordingsTable::origin)
                .optional();
    }

    @Override
    public Optional<Origin> lockOrigin(RecordingId recording) {
        return jdbc.sql(ORIGIN + "where id = ? for no key update")
                .param(recording.value())
                .query(JdbcRecordingsTable::origin)
                .optional();
    }

    @Override
    public List<Origin> originsIn(ConferenceFacts conference) {
        // In one order, so that two who lock them one by one never wait for each other.
        return jdbc.sql(ORIGIN + """
                        where conference = :number
                           or conference is null and meeting_id = :meeting
                           or conference is null and (meeting_id is null or :meeting::text is null)
                              and room = :room
                              and started_at < coalesce(:end::timestamptz, 'infinity')
                              and started_at > :begin::timestamptz - interval '1 day'
                              and started_at + coalesce(duration_seconds, 0) * interval '1 second' >= :begin::timestamptz
                        order by id
                        """)
                .param("number", conference.number())
                .param("meeting", conference.meetingId())
                .param("room", conference.room())
                .param("begin", Timestamp.from(conference.startedAt()))
                .param("end", timestamp(conference.endedAt()))
                .query(JdbcRecordingsTable::origin)
                .list();
    }

    @Override
    public void tie(RecordingId recording, Tie tie) {
        change("""
                        update catalog.recordings
                        set conference = :conference, started_at = :startedAt, delivered_start = :delivered,
                            access = :access, access_groups = :groups, owners = :owners, attended = :attended,
                            audience = :audience, version = version + 1
                        where id = :id""")
                .params(columns(recording, tie.access()))
                .param("id", recording.value())
                .param("conference", tie.conference())
                .param("startedAt", Timestamp.from(tie.startedAt()))
                .param("delivered", timestamp(tie.deliveredStart()))
                .update();
    }

    @Override
    public void tellIndexOf(int conference) {
        jdbc.sql("""
                        insert into catalog.index_outbox (recording_id)
                        select id from catalog.recordings where conference = ?
                        """).param(conference).update();
    }

    @Override
    public Map<Integer, Integer> count(Viewer viewer, Collection<Integer> conferences) {
        var conditions = new ArrayList<>(List.of("conference = any(:conferences)", "trashed_at is null", ARRIVED));
        var values = new HashMap<String, Object>();
        values.put("conferences", conferences.toArray(Integer[]::new));
        watchable(viewer, conditions, values);
        var counts = new HashMap<Integer, Integer>();
        jdbc.sql("select conference, count(*) as recordings from catalog.recordings where "
                        + String.join(" and ", conditions) + " group by conference")
                .params(values)
                .query(row -> {
                    counts.put(row.getInt("conference"), row.getInt("recordings"));
                });
        return Map.copyOf(counts);
    }

    @Override
    public void progressed(RecordingId recording, Progress progress) {
        // Nothing that is searched for, so the index need not know; and nothing that is done goes back.
        jdbc.sql("""
                        update catalog.recordings
                        set status = case when status = 'stored' then 'processing' else status end,
                            step = :step, progress = :percent, eta_seconds = :eta
                        where id = :id and status in ('stored', 'processing', 'watchable')
                        """)
                .param("id", recording.value())
                .param("step", progress.step())
                .param("percent", progress.percent())
                .param("eta", progress.etaSeconds())
                .update();
    }

    @Override
    public void watchable(RecordingId recording, MediaFacts facts, List<Rendition> renditions) {
        ready(recording, facts, renditions, "status = 'watchable'", "status <> 'published'");
    }

    @Override
    public void published(RecordingId recording, MediaFacts facts, List<Rendition> renditions) {
        ready(
                recording,
                facts,
                renditions,
                "status = 'published', step = null, progress = null, eta_seconds = null",
                "true");
    }

    private void ready(
            RecordingId recording, MediaFacts facts, List<Rendition> renditions, String change, String condition) {
        change("""
                        update catalog.recordings
                        set %s, problem = :problem::jsonb, duration_seconds = :duration, width = :width,
                            height = :height, version = version + 1
                        where id = :id and %s""".formatted(change, condition))
                .param("id", recording.value())
                .param("problem", json(facts.damage()))
                .param("duration", facts.durationSeconds())
                .param("width", facts.width())
                .param("height", facts.height())
                .update();
        renditions.forEach(rendition -> save(recording, rendition));
    }

    private void save(RecordingId recording, Rendition rendition) {
        jdbc.sql("""
                        insert into catalog.renditions
                            (recording_id, name, kind, media_key, size_bytes, sha256, content_type, width, height)
                        values (:recording, :name, :kind, :key, :size, :sha256, :contentType, :width, :height)
                        on conflict (recording_id, name) do update set
                            kind = excluded.kind, media_key = excluded.media_key, size_bytes = excluded.size_bytes,
                            sha256 = excluded.sha256, content_type = excluded.content_type,
                            width = excluded.width, height = excluded.height
                        """)
                .param("recording", recording.value())
                .param("name", rendition.name())
                .param("kind", rendition.kind().name())
                .param("key", rendition.media().key().value())
                .param("size", rendition.media().sizeBytes())
                .param("sha256", rendition.media().sha256().hex())
                .param("contentType", rendition.media().contentType())
                .param("width", rendition.width())
                .param("height", rendition.height())
                .update();
    }

    @Override
    public void failed(RecordingId recording, Problem problem, boolean forGood) {
        change("""
                        update catalog.recordings
                        set status = case when :forGood then 'failed' else status end,
                            problem = :problem::jsonb, eta_seconds = null, version = version + 1
                        where id = :id and status <> 'published'""")
                .param("id", recording.value())
                .param("forGood", forGood)
                .param("problem", json(problem))
                .update();
    }

    @Override
    public void queuedAgain(RecordingId recording) {
        change("""
                        update catalog.recordings
                        set status = 'processing', problem = null, progress = null, step = null, version = version + 1
                        where id = :id and status = 'failed'""").param("id", recording.value()).update();
    }

    @Override
    public boolean rename(RecordingId recording, String title) {
        return change("update catalog.recordings set title = :title, version = version + 1 where id = :id")
                        .param("id", recording.value())
                        .param("title", title)
                        .update()
                == 1;
    }

    @Override
    public boolean changeAccess(RecordingId recording, AccessRule access) {
        return change("""
                                update catalog.recordings
                                set access = :access, access_groups = :groups, owners = :owners, attended = :attended,
                                    audience = :audience, version = version + 1
                                where id = :id""")
                        .params(columns(recording, access))
                        .param("id", recording.value())
                        .update()
                == 1;
    }

    @Override
    public boolean trash(RecordingId recording, @Nullable Instant at) {
        return change("""
                                update catalog.recordings
                                set trashed_at = case when :at::timestamptz is null then null
                                                      else coalesce(trashed_at, :at::timestamptz) end,
                                    version = version + 1
                                where id = :id""")
                        .param("id", recording.value())
                        .param("at", timestamp(at))
                        .update()
                == 1;
    }

    @Override
    public Optional<Recording> find(RecordingId recording) {
        return jdbc.sql("select " + COLUMNS + " from catalog.recordings where id = ?")
                .param(recording.value())
                .query(JdbcRecordingsTable::map)
                .optional();
    }

    @Override
    public List<Recording> findAll(Collection<RecordingId> recordings) {
        return jdbc.sql("select " + COLUMNS + " from catalog.recordings where id = any(?)")
                .param(values(recordings))
                .query(JdbcRecordingsTable::map)
                .list();
    }

    private static UUID[] values(Collection<RecordingId> recordings) {
        return recordings.stream().map(RecordingId::value).toArray(UUID[]::new);
    }

    @Override
    public List<Rendition> renditions(RecordingId recording) {
        return jdbc.sql("select * from catalog.renditions where recording_id = ? order by name")
                .param(recording.value())
                .query((row, number) -> rendition(row))
                .list();
    }

    @Override
    public Map<RecordingId, Rendition> posters(Collection<RecordingId> recordings) {
        var posters = new HashMap<RecordingId, Rendition>();
        jdbc.sql("select * from catalog.renditions where kind = 'POSTER' and recording_id = any(?)")
                .param(values(recordings))
                .query(row -> {
                    posters.put(new RecordingId(row.getObject("recording_id", UUID.class)), rendition(row));
                });
        return Map.copyOf(posters);
    }

    @Override
    public Page<Recording> list(Viewer viewer, RecordingFilter filter, int page, int size) {
        var conditions = new ArrayList<String>();
        var values = new HashMap<String, Object>();
        if (filter.statuses().contains(RecordingStatus.TRASHED)) {
            conditions.add("trashed_at is not null");
            manageable(viewer, conditions, values);
        } else {
            watchable(viewer, conditions, values);
            conditions.add("trashed_at is null");
            if (!filter.statuses().isEmpty()) {
                conditions.add("status = any(:statuses)");
                values.put(
                        "statuses",
                        filter.statuses().stream().map(RecordingStatus::word).toArray(String[]::new));
            }
        }
        if (filter.room() != null) {
            conditions.add("room = :room");
            values.put("room", filter.room());
        }
        if (filter.conference() != null) {
            conditions.add("conference = :conference");
            values.put("conference", filter.conference());
        }
        if (filter.from() != null) {
            conditions.add("started_at >= :from");
            values.put("from", Timestamp.from(filter.from()));
        }
        if (filter.to() != null) {
            conditions.add("started_at < :to");
            values.put("to", Timestamp.from(filter.to()));
        }
        var where = " from catalog.recordings where " + String.join(" and ", conditions);
        long total = jdbc.sql("select count(*)" + where)
                .params(values)
                .query(Long.class)
                .single();
        var items = jdbc.sql("select " + COLUMNS + where + order(filter.sort()) + " limit :size offset :skip")
                .params(values)
                .param("size", size)
                .param("skip", (long) page * size)
                .query(JdbcRecordingsTable::map)
                .list();
        return new Page<>(items, page, size, total);
    }

    /** What {@link Audience#mayWatch} says, of rows. */
    private static void watchable(Viewer viewer, List<String> conditions, Map<String, Object> values) {
        Audience.heldBy(viewer).ifPresent(held -> {
            conditions.add("audience && :held::text[]");
            values.put("held", held.toArray(String[]::new));
        });
    }

    /** What {@link AccessRule#mayManage} says, of rows. */
    private static void manageable(Viewer viewer, List<String> conditions, Map<String, Object> values) {
        switch (viewer) {
            case Person person when person.admin() -> {}
            case Person person -> {
                conditions.add("owners @> array[:viewer::uuid]");
                values.put("viewer", person.id().value());
            }
            case LinkHolder guest -> conditions.add("false");
        }
    }

    private static String order(RecordingFilter.Sort sort) {
        return switch (sort) {
            case NEWEST -> " order by started_at desc, id";
            case OLDEST -> " order by started_at, id";
            case LONGEST -> " order by duration_seconds desc nulls last, id";
            case TITLE -> " order by lower(title), id";
        };
    }

    @Override
    public List<RoomCount> rooms(Viewer viewer) {
        var conditions = new ArrayList<>(List.of("room is not null", "trashed_at is null", ARRIVED));
        var values = new HashMap<String, Object>();
        watchable(viewer, conditions, values);
        return jdbc.sql("select room, count(*) as recordings from catalog.recordings where "
                        + String.join(" and ", conditions) + " group by room order by lower(room), room")
                .params(values)
                .query((row, number) -> new RoomCount(row.getString("room"), row.getLong("recordings")))
                .list();
    }

    @Override
    public List<Take> takes(Viewer viewer, Collection<Integer> conferences) {
        var conditions = new ArrayList<>(List.of(
                "conference = any(:conferences)", "trashed_at is null", "duration_seconds is not null", ARRIVED));
        var values = new HashMap<String, Object>();
        values.put("conferences", conferences.toArray(Integer[]::new));
        watchable(viewer, conditions, values);
        return jdbc.sql("""
                        select id, conference, uploaded_by, started_at,
                               started_at + duration_seconds * interval '1 second' as ended_at
                        from catalog.recordings where
                        """ + String.join(" and ", conditions))
                .params(values)
                .query(JdbcRecordingsTable::take)
                .list();
    }

    private static Take take(ResultSet row, int number) throws SQLException {
        return new Take(
                new RecordingId(row.getObject("id", UUID.class)),
                row.getInt("conference"),
                uploader(row),
                row.getTimestamp("started_at").toInstant(),
                row.getTimestamp("ended_at").toInstant());
    }

    @Override
    public List<Part> partsOf(UserId person) {
        return jdbc.sql("""
                        select id, title, started_at,
                               case when owners @> array[:person::uuid] then 'owner' else 'attended' end as part
                        from catalog.recordings
                        where (owners @> array[:person::uuid] or attended @> array[:person::uuid]) and size_bytes > 0
                        order by started_at desc, id
                        """)
                .param("person", person.value())
                .query((row, number) -> new Part(
                        row.getObject("id", UUID.class),
                        row.getString("title"),
                        row.getTimestamp("started_at").toInstant(),
                        row.getString("part")))
                .list();
    }

    @Override
    public List<Recording> allAfter(@Nullable RecordingId last, int limit) {
        return jdbc.sql("select " + COLUMNS + """
                         from catalog.recordings
                        where (cast(:last as uuid) is null or id > :last) and size_bytes > 0
                        order by id limit :limit
                        """)
                .param("last", last == null ? null : last.value())
                .param("limit", limit)
                .query(JdbcRecordingsTable::map)
                .list();
    }

    private static Recording map(ResultSet row, int number) throws SQLException {
        var status = RecordingStatus.of(row.getString("status"));
        var step = row.getString("step");
        var problem = row.getString("problem");
        var trashedAt = row.getTimestamp("trashed_at");
        return new Recording(
                new RecordingId(row.getObject("id", UUID.class)),
                row.getString("title"),
                row.getString("room"),
                row.getObject("conference", Integer.class),
                row.getTimestamp("started_at").toInstant(),
                new OriginalFile(
                        row.getString("file_name"),
                        row.getLong("size_bytes"),
                        new Sha256(row.getString("sha256")),
                        row.getTimestamp("received_at").toInstant()),
                status,
                step == null
                        ? null
                        : new Progress(step, row.getDouble("progress"), row.getObject("eta_seconds", Double.class)),
                problem == null ? null : JSON.readValue(problem, Problem.class),
                row.getObject("duration_seconds", Double.class),
                row.getObject("width", Integer.class),
                row.getObject("height", Integer.class),
                trashedAt == null ? null : trashedAt.toInstant(),
                access(row),
                row.getLong("version"));
    }

    private static AccessRule access(ResultSet row) throws SQLException {
        return new AccessRule(
                AccessLevel.of(row.getString("access")),
                Set.of((String[]) row.getArray("access_groups").getArray()),
                people(row, "owners"),
                Set.copyOf(people(row, "attended")));
    }

    private static Origin origin(ResultSet row, int number) throws SQLException {
        var startedAt = row.getTimestamp("started_at").toInstant();
        var deliveredStart = row.getTimestamp("delivered_start");
        var access = access(row);
        return new Origin(
                new RecordingId(row.getObject("id", UUID.class)),
                new RecordedMeeting(
                        row.getString("room"),
                        row.getString("title"),
                        deliveredStart == null ? startedAt : deliveredStart.toInstant(),
                        row.getString("meeting_id"),
                        row.getString("recorder_session"),
                        access.attended()),
                uploader(row),
                new Tie(
                        row.getObject("conference", Integer.class),
                        startedAt,
                        deliveredStart == null ? null : deliveredStart.toInstant(),
                        access));
    }

    private static @Nullable UserId uploader(ResultSet row) throws SQLException {
        var uploader = row.getObject("uploaded_by", UUID.class);
        return uploader == null ? null : new UserId(uploader);
    }

    private static @Nullable String json(@Nullable Problem problem) {
        return problem == null ? null : JSON.writeValueAsString(problem);
    }

    private static List<UserId> people(ResultSet row, String column) throws SQLException {
        return Stream.of((UUID[]) row.getArray(column).getArray())
                .map(UserId::new)
                .toList();
    }

    private static Rendition rendition(ResultSet row) throws SQLException {
        return new Rendition(
                row.getString("name"),
                Rendition.Kind.valueOf(row.getString("kind")),
                new StoredMedia(
                        new MediaKey(row.getString("media_key")),
                        row.getLong("size_bytes"),
                        new Sha256(row.getString("sha256")),
                        row.getString("content_type")),
                row.getObject("width", Integer.class),
                row.getObject("height", Integer.class));
    }
}
