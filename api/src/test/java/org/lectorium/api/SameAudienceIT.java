package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lectorium.catalog.RecordingFilter;
import org.lectorium.catalog.RecordingFilter.Sort;
import org.lectorium.catalog.RecordingsTable;
import org.lectorium.catalog.access.AccessRule;
import org.lectorium.catalog.access.Audience;
import org.lectorium.catalog.search.SearchIndex;
import org.lectorium.catalog.search.SearchQuery;
import org.lectorium.catalog.search.SearchResult;
import org.lectorium.catalog.search.SearchResult.Facet;
import org.lectorium.core.AccessLevel;
import org.lectorium.core.OriginalFile;
import org.lectorium.core.RecordedMeeting;
import org.lectorium.core.RecordingId;
import org.lectorium.core.Sha256;
import org.lectorium.core.UserId;
import org.lectorium.core.Viewer;
import org.lectorium.core.Viewer.LinkHolder;
import org.lectorium.core.Viewer.Person;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The rule, the database and the index agree about random people and recordings: on which ones, on how many, on the
 * facets, and on what was written in their conference. What the rule says is compared with an independent reading of it, in words as the documentation has them.
 */
@LectoriumTest
class SameAudienceIT {

    private static final int RECORDINGS = 120;
    private static final int PEOPLE = 25;
    private static final String TITLE = "лекцией";
    private static final String CHAT = "экзаменом отменить";
    private static final Instant NOW = Instant.now();
    private static final List<String> GROUPS = List.of("/math", "/math/2b", "/mat", "organisation", "person:x");

    private final Random random = new Random(20_261_124);
    private final String room = "room-" + UUID.randomUUID();

    @LocalServerPort
    private int port;

    @Autowired
    private RecordingsTable recordings;

    @Autowired
    private SearchIndex index;

    @Test
    void agree() {
        var people = people();
        var rules = rules(people);
        var conference = ToldConference.begin(RunningLectorium.onPort(port).awaitSearch(), room, NOW);
        rules.forEach((id, rule) -> add(id, rule, conference.meetingId));
        conference.wrote("m", "Анна", "Никому не говорите: экзамены отменили", NOW.plusSeconds(5));
        var admin = new Person(UserId.random(), true, Set.of());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> search(admin, TITLE).total() == RECORDINGS
                        && search(admin, CHAT).total() == RECORDINGS);

        for (Viewer viewer : viewers(people, rules.keySet(), admin)) {
            var expected = rules.entrySet().stream()
                    .filter(entry -> mayWatchInWords(viewer, entry.getKey(), entry.getValue()))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());

            assertThat(rules.entrySet().stream()
                            .filter(entry -> Audience.mayWatch(viewer, entry.getKey(), entry.getValue()))
                            .map(Map.Entry::getKey))
                    .as("the rule, for %s", viewer)
                    .containsExactlyInAnyOrderElementsOf(expected);

            var listed = recordings.list(viewer, filter(), 0, RECORDINGS);
            assertThat(listed.items().stream().map(each -> each.id()))
                    .as("the list of %s", viewer)
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(listed.total()).isEqualTo(expected.size());
            assertThat(recordings.rooms(viewer).stream()
                            .filter(each -> each.room().equals(room))
                            .mapToLong(each -> each.recordings())
                            .sum())
                    .isEqualTo(expected.size());

            assertFound(viewer, TITLE, "title", expected);
            assertFound(viewer, CHAT, "chat", expected);
        }
    }

    private void assertFound(Viewer viewer, String words, String source, Set<RecordingId> expected) {
        var found = search(viewer, words);
        assertThat(found.hits().stream().map(SearchResult.Hit::recording))
                .as("the search of %s", viewer)
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(found.total()).isEqualTo(expected.size());
        assertThat(found.rooms()).isEqualTo(facets(room, expected.size()));
        assertThat(found.sources()).isEqualTo(facets(source, expected.size()));
        assertThat(found.hits()).allSatisfy(hit -> assertThat(hit.moments()).hasSize(1));
    }

    private static List<Facet> facets(String name, int count) {
        return count == 0 ? List.of() : List.of(new Facet(name, count));
    }

    /** As docs/administrators.md says it. */
    private static boolean mayWatchInWords(Viewer viewer, RecordingId recording, AccessRule rule) {
        if (viewer instanceof Person person) {
            return person.admin()
                    || rule.owners().contains(person.id())
                    || rule.level() == AccessLevel.ORGANISATION
                    || rule.level() == AccessLevel.PARTICIPANTS
                            && rule.attended().contains(person.id())
                    || rule.level() == AccessLevel.GROUP
                            && person.groups().stream().anyMatch(rule.groups()::contains);
        }
        return viewer instanceof LinkHolder guest
                && guest.recording().equals(recording)
                && rule.level() != AccessLevel.PRIVATE;
    }

    private List<Person> people() {
        return IntStream.range(0, PEOPLE)
                .mapToObj(i -> new Person(UserId.random(), false, some(GROUPS)))
                .toList();
    }

    private Map<RecordingId, AccessRule> rules(List<Person> people) {
        var ids = people.stream().map(Person::id).toList();
        var rules = new HashMap<RecordingId, AccessRule>();
        for (int i = 0; i < RECORDINGS; i++) {
            var level = AccessLevel.values()[random.nextInt(AccessLevel.values().length)];
            rules.put(RecordingId.random(), new AccessRule(level, some(GROUPS), List.copyOf(some(ids)), some(ids)));
        }
        return rules;
    }

    private <T> Set<T> some(List<T> all) {
        var some = new HashSet<T>();
        for (int i = random.nextInt(4); i > 0; i--) {
            some.add(all.get(random.nextInt(all.size())));
        }
        return some;
    }

    private static List<Viewer> viewers(List<Person> people, Set<RecordingId> recordings, Person admin) {
        return Stream.of(
                        people.stream(),
                        Stream.of(admin, new Person(UserId.random(), false, Set.of())),
                        recordings.stream().limit(30).map(id -> new LinkHolder(UUID.randomUUID(), id)))
                .flatMap(viewers -> viewers.map(Viewer.class::cast))
                .toList();
    }

    private void add(RecordingId id, AccessRule rule, String meeting) {
        recordings.add(
                id,
                new OriginalFile("x.mp4", 1, Sha256.of(new byte[0]), NOW),
                new RecordedMeeting(room, "Лекция", NOW, meeting, null, Set.of()),
                rule,
                null);
    }

    private RecordingFilter filter() {
        return new RecordingFilter(room, null, null, null, Set.of(), Sort.NEWEST);
    }

    private SearchResult search(Viewer viewer, String words) {
        return index.search(new SearchQuery(viewer, words, room, null, null, Set.of(), 0, RECORDINGS));
    }
}
