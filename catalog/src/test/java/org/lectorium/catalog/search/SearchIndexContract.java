package org.lectorium.catalog.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectorium.catalog.access.AccessRule;
import org.lectorium.catalog.access.Audience;
import org.lectorium.catalog.search.IndexedRecording.IndexedMoment;
import org.lectorium.catalog.search.SearchResult.Facet;
import org.lectorium.catalog.search.SearchResult.Hit;
import org.lectorium.catalog.search.SearchResult.HitMoment;
import org.lectorium.core.AccessLevel;
import org.lectorium.core.RecordingId;
import org.lectorium.core.UserId;
import org.lectorium.core.Viewer;
import org.lectorium.core.Viewer.Person;

/** What {@link SearchIndex} promises; every implementation passes it. Each test has an index of its own rooms. */
public abstract class SearchIndexContract {

    private static final Instant MONDAY = Instant.parse("2026-11-23T09:00:00Z");

    private static final Set<String> EVERYBODY =
            Audience.of(RecordingId.random(), new AccessRule(AccessLevel.ORGANISATION, Set.of(), List.of(), Set.of()));
    private static final Viewer STUDENT = new Person(UserId.random(), false, Set.of());

    private final String room = "room-" + RecordingId.random();

    protected abstract SearchIndex index();

    @ParameterizedTest
    @CsvSource(textBlock = """
                    # what stands there            | what is typed
                    'Лекция о рядах Фурье'         , лекции
                    'Лекция о рядах Фурье'         , ряды фурье
                    'Лекция о рядах Фурье'         , ЛЕКЦИЕЙ
                    'Полёты во сне'                , полет
                    'Полеты во сне'                , полёт
                    'Running and jumping'          , run
                    'Deploying Kubernetes'         , deploy kubernetes
                    'Лекция про Kubernetes'        , лекция kubernetes
                    'Программирование на Java'     , програм
                    'Ряды Фурье и преобразование'  , "'""ряды фурье""'"
                    'Где взять запись?'            , записи
                    'Записи будут завтра'          , записью
                    'Сколько здесь людей'          , человек
                    'Нужен один человек'           , люди
                    'Она шла домой'                , идти
                    'Осталось пять дней'           , день
                    'Осталось пять дней'           , остаться дне
                    'Пришли люди'                  , челов
                    'Запись на Zoom и YouTube'     , записи zoom youtu
                    'Видео: запись,файл'           , файлы-записи
                    'Ответили десять человек'      , "'""десятью людьми""'"
                    'Ответили десять человек'      , "'""десять человек"" ответить'"
                    'ЕЩЁ РАЗ'                      , еще
                    'Тест - дело тонкое'           , тест - дел
                    'Мы стали быстрее'             , стать
                    'Прокат стали'                 , сталь
                    """)
    void findsWordsInAnyInflection(String text, String typed) {
        var recording = put(text);

        awaitHits(typed.replace("'", ""), recording);
    }

    @Test
    void wantsAllWords() {
        put("Лекция о матрицах");
        var both = put("Лекция о рядах");

        awaitHits("лекция ряды", both);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    'Пять человек пришли'          , "'""пять пришли""'"
                    'Пять человек пришли'          , "'""люди пять""'"
                    'Пять человек пришли'          , "'""пять чел""'"
                    'Лекция о матрицах'            , лекция ряды
                    'Курсовая работа'              , курс работать
                    """)
    void doesNotFindWhatIsNotThere(String text, String typed) {
        var recording = put(text);
        awaitHits(text, recording);

        assertThat(search(typed.replace("'", "")).total()).isZero();
    }

    @Test
    void findsNothingByNothing() {
        awaitHits("ряды", put("Ряды"));

        assertThat(List.of("\"\"", "\"", "—", "( )", "\" \""))
                .allSatisfy(typed -> assertThat(search(typed).total()).isZero());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    люди              , 'В зале пять <mark>человек</mark>, и <mark>люди</mark> идут'
                    челов             , 'В зале пять <mark>человек</mark>, и <mark>люди</mark> идут'
                    пойти             ,
                    шла человек       , 'В зале пять <mark>человек</mark>, и <mark>люди</mark> <mark>идут</mark>'
                    "'""пятью людьми""'" , 'В зале <mark>пять</mark> <mark>человек</mark>, и люди идут'
                    """)
    void marksFormsOfAWord(String typed, @Nullable String marked) {
        awaitHits("зал", put("В зале пять человек, и люди идут"));

        assertThat(moments(search(typed.replace("'", ""))))
                .extracting(HitMoment::highlight)
                .isEqualTo(marked == null ? List.of() : List.of(marked));
    }

    @Test
    void findsWhatIsInALongChat() {
        var id = RecordingId.random();
        var messages = IntStream.range(0, 20_000)
                .mapToObj(i -> new IndexedMoment(Source.CHAT, i, "Иван", "Сообщение номер " + i))
                .toList();
        put(new IndexedRecording(id, 1, true, room, MONDAY, EVERYBODY, messages));

        awaitHits("сообщения 19999", id);
        assertThat(moments(search("сообщения 19999"))).extracting(HitMoment::at).containsExactly(19_999.0);
    }

    /** A chat that grows, then loses its beginning, its end and at last everything: by page or not, nothing stays behind. */
    @Test
    void followsAChat() {
        var id = RecordingId.random();
        put(chat(id, 1, IntStream.range(0, 250)));
        awaitHits("сообщение249", id);
        put(chat(id, 2, IntStream.range(0, 251)));
        awaitHits("сообщение250", id);

        put(chat(id, 3, IntStream.range(1, 120)));
        await().until(() -> search("сообщение250").total() == 0);
        assertThat(search("сообщение0").total()).isZero();
        assertThat(search("сообщение119").total()).isEqualTo(1);
        var all = search("сообщение");
        assertThat(all.total()).isEqualTo(1);
        assertThat(all.rooms()).containsExactly(new Facet(room, 1));
        assertThat(all.sources()).containsExactly(new Facet("chat", 1));

        index().othersMayHaveWritten();
        put(chat(id, 4, IntStream.range(1, 2)));
        await().until(() -> search("сообщение119").total() == 0);
        put(chat(id, 5, IntStream.empty()));
        await().until(() -> search("сообщение").total() == 0);
    }

    private IndexedRecording chat(RecordingId id, long version, IntStream messages) {
        return new IndexedRecording(
                id,
                version,
                true,
                room,
                MONDAY,
                EVERYBODY,
                messages.mapToObj(i -> new IndexedMoment(Source.CHAT, i, "Иван", "Сообщение" + i))
                        .toList());
    }

    /** What was put is remembered; a newer one that was there already is not mistaken for it. */
    @Test
    void putsAgainWhatHadLostToANewerVersion() {
        var id = RecordingId.random();
        put(recording(id, 5, true, "Новое"));
        put(recording(id, 4, true, "Старое"));
        put(recording(id, 6, true, "Старое"));

        awaitHits("старое", id);
    }

    @Test
    void takesAVeryLongChat() {
        var id = RecordingId.random();
        var messages = IntStream.range(0, 50_100)
                .mapToObj(i -> new IndexedMoment(Source.CHAT, i, "Иван", "Да"))
                .toList();

        index().put(List.of(new IndexedRecording(id, 1, true, room, MONDAY, EVERYBODY, messages)));

        awaitHits("да", id);
    }

    @Test
    void marksTheWordsAndEscapesTheRest() {
        var recording = put("<b>Ряды</b> & матрицы");
        awaitHits("ряд", recording);

        assertThat(moments(search("ряд")))
                .singleElement()
                .extracting(HitMoment::highlight)
                .isEqualTo("&lt;b&gt;<mark>Ряды</mark>&lt;/b&gt; &amp; матрицы");
    }

    @Test
    void tellsTheSecondAndTheSource() {
        var id = RecordingId.random();
        put(new IndexedRecording(
                id,
                1,
                true,
                room,
                MONDAY,
                EVERYBODY,
                List.of(
                        new IndexedMoment(Source.TITLE, 0, null, "Алгебра"),
                        new IndexedMoment(Source.CHAT, 61.5, "Анна <i>", "Где взять конспект?"),
                        new IndexedMoment(Source.SLIDE, 1200, null, "Конспект и задачи"))));
        awaitHits("конспекты", id);

        assertThat(moments(search("конспекты")))
                .extracting(HitMoment::source, HitMoment::at, HitMoment::author)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(Source.CHAT, 61.5, "Анна <i>"),
                        org.assertj.core.groups.Tuple.tuple(Source.SLIDE, 1200.0, null));
        assertThat(search("конспекты").sources())
                .containsExactlyInAnyOrder(new Facet("chat", 1), new Facet("slide", 1));
        assertThat(moments(search("конспекты", Set.of(Source.CHAT))))
                .extracting(HitMoment::at)
                .containsExactly(61.5);
        assertThat(search("алгебра", Set.of(Source.CHAT)).total()).isZero();
    }

    @Test
    void filtersByRoomAndTime() {
        var recording = put("Ряды");
        awaitHits("ряды", recording);

        assertThat(search("ряды", room, MONDAY, MONDAY.plusSeconds(1)).total()).isEqualTo(1);
        assertThat(search("ряды", room, MONDAY.plusSeconds(1), null).total()).isZero();
        assertThat(search("ряды", room, null, MONDAY).total()).isZero();
        assertThat(search("ряды", room + "-other", null, null).total()).isZero();
        assertThat(search("ряды").rooms()).containsExactly(new Facet(room, 1));
    }

    @Test
    void hidesWhatIsNotFindable() {
        var recording = put("Ряды");
        awaitHits("ряды", recording);

        put(recording(recording, 2, false, "Ряды"));

        await().until(() -> search("ряды").total() == 0);
    }

    @Test
    void keepsTheNewerVersion() {
        var id = RecordingId.random();
        put(recording(id, 2, true, "Новое название"));
        awaitHits("новое", id);

        put(recording(id, 1, true, "Старое название"));
        var later = put("Маяк");
        awaitHits("маяк", later);

        assertThat(search("старое").total()).isZero();
        assertThat(search("новое").total()).isEqualTo(1);
    }

    @Test
    void givesPagesWithoutRepeatingItself() {
        var put = IntStream.range(0, 5).mapToObj(i -> put("Страница " + i)).toList();
        await().until(() -> search("страница").total() == 5);

        var seen = IntStream.range(0, 3)
                .mapToObj(page ->
                        index().search(new SearchQuery(STUDENT, "страница", room, null, null, Set.of(), page, 2)))
                .flatMap(result -> result.hits().stream())
                .map(Hit::recording)
                .toList();

        assertThat(seen).containsExactlyInAnyOrderElementsOf(put);
    }

    @Test
    void answersWhileItIsRebuilt() {
        var old = put("Ряды старые");
        awaitHits("ряды", old);

        var rebuild = index().beginRebuild();
        rebuild.put(List.of(recording(old, 1, true, "Ряды старые")));
        var meanwhile = put("Ряды новые");

        awaitHits("ряды", old, meanwhile);
        rebuild.finish();

        assertThat(search("ряды").hits()).extracting(Hit::recording).containsExactlyInAnyOrder(old, meanwhile);
        assertThat(index().state().current()).isTrue();
    }

    @Test
    void throwsAwayARebuildThatNeverEnded() {
        var recording = put("Ряды");
        awaitHits("ряды", recording);

        index().beginRebuild();
        var second = index().beginRebuild();
        second.put(List.of(recording(recording, 1, true, "Ряды")));
        second.finish();

        assertThat(search("ряды").hits()).extracting(Hit::recording).containsExactly(recording);
    }

    private RecordingId put(String text) {
        var id = RecordingId.random();
        put(recording(id, 1, true, text));
        return id;
    }

    private void put(IndexedRecording recording) {
        index().put(List.of(recording));
    }

    private IndexedRecording recording(RecordingId id, long version, boolean findable, String text) {
        return new IndexedRecording(
                id,
                version,
                findable,
                room,
                MONDAY,
                EVERYBODY,
                List.of(new IndexedMoment(Source.TITLE, 0, null, text)));
    }

    private void awaitHits(String text, RecordingId... expected) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(search(text).hits())
                        .extracting(Hit::recording)
                        .containsExactlyInAnyOrder(expected));
    }

    private SearchResult search(String text) {
        return search(text, room, null, null);
    }

    private SearchResult search(String text, Set<Source> sources) {
        return index().search(new SearchQuery(STUDENT, text, room, null, null, sources, 0, 10));
    }

    private SearchResult search(String text, String inRoom, @Nullable Instant from, @Nullable Instant to) {
        return index().search(new SearchQuery(STUDENT, text, inRoom, from, to, Set.of(), 0, 10));
    }

    private static List<HitMoment> moments(SearchResult result) {
        return result.hits().stream().flatMap(hit -> hit.moments().stream()).toList();
    }
}
