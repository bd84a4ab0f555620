package org.lectorium.api;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lectorium.api.SoakMedia.Made;
import org.lectorium.core.Sha256;
import org.lectorium.testkit.LectoriumClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares what went in with what is there: in the archive, the search, the database, the bucket and the spool. */
final class SoakBalance {

    private static final int PAGE = 100;

    /** So many a person may download in ten minutes. */
    private static final int DOWNLOADS = 100;

    /** What is wrong if there is any of it. */
    private static final Map<String, String> ORPHANS = orphans();

    private final RunningLectorium lectorium;
    private final List<String> wrong = new ArrayList<>();

    SoakBalance(URI service) {
        this.lectorium = new RunningLectorium(service);
    }

    private static Map<String, String> orphans() {
        var queries = new LinkedHashMap<String, String>();
        queries.put(
                "original without a recording",
                "select recording_id from ingest.originals where recording_id not in (select id from catalog.recordings)");
        queries.put(
                "recording without an original",
                "select id from catalog.recordings where id not in (select recording_id from ingest.originals)");
        queries.put(
                "recording that nobody processes",
                "select id from catalog.recordings where id not in (select recording_id from transcode.processing)");
        queries.put(
                "processing of nothing",
                "select recording_id from transcode.processing where recording_id not in (select id from catalog.recordings)");
        queries.put("renditions that catalog and processing do not agree on", """
                select coalesce(c.recording_id, t.recording_id) from catalog.renditions c
                full join transcode.renditions t using (recording_id, name, media_key, size_bytes, sha256)
                where c.recording_id is null or t.recording_id is null
                """);
        queries.put(
                "original that the store does not have",
                "select recording_id from ingest.originals where kept_at is null");
        queries.put(
                "upload without an end",
                "select id || ' ' || coalesce(delivery_key, '') from ingest.uploads where finished_at is null");
        queries.put(
                "upload that ended in nothing",
                "select id from ingest.uploads where recording_id not in (select id from catalog.recordings)");
        queries.put("upload that somebody holds", "select id from ingest.uploads where holder is not null");
        queries.put("change that is not indexed", "select recording_id from catalog.index_outbox");
        queries.put(
                "run of a recorder that is still waited for",
                "select session from catalog.expected where recording is null and dismissed_at is null");
        queries.put("job in the queue", "select job_name from transcode.qrtz_triggers where job_group = 'recordings'");
        queries.put(
                "job without a trigger",
                "select job_name from transcode.qrtz_job_details where job_group = 'recordings'");
        queries.put("job that is said to run", "select entry_id from transcode.qrtz_fired_triggers");
        queries.put(
                "execution without an end",
                "select job_execution_id from transcode.batch_job_execution where end_time is null");
        queries.put("request to rebuild the index", "select 'one' from catalog.index_rebuild where requested");
        return queries;
    }

    /** What does not fit. */
    List<String> wrong() {
        return wrong;
    }

    /** All that the archive shows. */
    List<JsonNode> recordings() {
        return pages("/api/v1/recordings?");
    }

    private List<JsonNode> pages(String path) {
        var all = new ArrayList<JsonNode>();
        List<JsonNode> items;
        do {
            var answer = lectorium.admin().get("%ssize=%d&page=%d".formatted(path, PAGE, all.size() / PAGE));
            if (answer.status() != 200) {
                throw new IllegalStateException(answer.toString());
            }
            items = answer.body().path("items").valueStream().toList();
            all.addAll(items);
        } while (items.size() == PAGE);
        return all;
    }

    void tryAgain(List<JsonNode> failed) {
        failed.forEach(each -> {
            var answer = lectorium.admin().post("/api/v1/recordings/" + id(each) + "/retry", "");
            if (answer.status() != 202) {
                wrong.add("may not be tried again: " + answer);
            }
        });
    }

    /** @return those whose original is what was sent */
    int compareOriginals(Map<Sha256, Made> made, List<JsonNode> recordings) {
        var missing = new TreeMap<String, String>();
        made.forEach((sha256, each) -> missing.put(sha256.hex(), each.name()));
        int right = 0;
        LectoriumClient viewer = lectorium.admin();
        for (int i = 0; i < recordings.size(); i++) {
            if (i % DOWNLOADS == 0) {
                viewer = lectorium.someone("admin").client();
            }
            var recording = recordings.get(i);
            var sha256 = sha256(viewer, recording);
            if (missing.remove(sha256) != null) {
                right++;
            } else {
                wrong.add("twice, or nobody sent it: %s with %s".formatted(recording, sha256));
            }
        }
        missing.forEach((sha256, name) -> wrong.add("missing: %s, SHA-256 %s".formatted(name, sha256)));
        return right;
    }

    private static String sha256(LectoriumClient viewer, JsonNode recording) {
        var digest = Sha256.newDigest();
        var link = "/api/v1/recordings/%s/download?rendition=original".formatted(id(recording));
        var answer = viewer.open(link);
        try (var in = answer.body()) {
            if (answer.statusCode() != 200) {
                return answer.statusCode() + " " + new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
            in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return Sha256.from(digest.digest()).hex();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String id(JsonNode recording) {
        return recording.path("id").asString();
    }

    void compareSearch(List<JsonNode> recordings) {
        var found = pages("/api/v1/search?q=soak&").stream()
                .map(item -> id(item.path("recording")))
                .collect(Collectors.toSet());
        var there = recordings.stream().map(SoakBalance::id).collect(Collectors.toSet());
        difference(there, found).forEach(id -> wrong.add("not found by search: " + id));
        difference(found, there).forEach(id -> wrong.add("found by search and not there: " + id));
    }

    private static Set<String> difference(Set<String> all, Set<String> without) {
        var left = new HashSet<>(all);
        left.removeAll(without);
        return left;
    }

    /** What the database holds and nobody needs; empty when it has come to rest. */
    static List<String> orphans(String databaseUrl) {
        var found = new ArrayList<String>();
        try (var database = DriverManager.getConnection(databaseUrl);
                var statement = database.createStatement()) {
            for (var query : ORPHANS.entrySet()) {
                try (var rows = statement.executeQuery(query.getValue())) {
                    while (rows.next()) {
                        found.add(query.getKey() + ": " + rows.getString(1));
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }

    /** Each recording has what its manifest says, or its original alone. */
    void compareBucket(Path bucket, List<JsonNode> recordings) {
        var folder = bucket.resolve("recordings");
        var there = recordings.stream().map(SoakBalance::id).collect(Collectors.toSet());
        try (var folders = Files.list(folder)) {
            folders.map(each -> each.getFileName().toString())
                    .filter(id -> !there.contains(id))
                    .forEach(id -> wrong.add("in the bucket and nowhere else: " + id));
            for (String id : there) {
                compareFolder(bucket, folder.resolve(id));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compareFolder(Path bucket, Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            var objects = files.filter(Files::isRegularFile)
                    .map(file -> bucket.relativize(file).toString())
                    .collect(Collectors.toSet());
            var listed = listed(bucket, folder);
            difference(objects, listed).forEach(key -> wrong.add("in the bucket and in no manifest: " + key));
            difference(listed, objects).forEach(key -> wrong.add("in a manifest and not in the bucket: " + key));
        }
    }

    private static Set<String> listed(Path bucket, Path folder) throws IOException {
        var manifest = folder.resolve("manifest.json");
        var original = bucket.relativize(folder.resolve("original/media")).toString();
        if (!Files.exists(manifest)) {
            return Set.of(original);
        }
        var json = JsonMapper.shared().readTree(Files.readString(manifest));
        return Stream.concat(
                        Stream.of(bucket.relativize(manifest).toString(), original),
                        json.findValues("key").stream()
                                .map(SoakBalance::key)
                                .filter(key -> key.startsWith("recordings/")))
                .collect(Collectors.toSet());
    }

    private static String key(JsonNode key) {
        return key.isString() ? key.asString() : key.path("value").asString();
    }

    /** What lies in the spool. */
    static List<String> spooled(Path spool) {
        try (var files = Files.walk(spool)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> spool.relativize(file).toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
