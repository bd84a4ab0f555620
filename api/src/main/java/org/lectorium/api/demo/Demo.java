package org.lectorium.api.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lectorium.api.accounts.Accounts;
import org.lectorium.catalog.RecordingFilter;
import org.lectorium.catalog.RecordingFilter.Sort;
import org.lectorium.catalog.RecordingsTable;
import org.lectorium.conference.callbacks.SampleConferences;
import org.lectorium.conference.callbacks.SampleConferences.Line;
import org.lectorium.conference.rooms.ManageRooms;
import org.lectorium.core.UserId;
import org.lectorium.core.Viewer.Person;
import org.lectorium.ingest.IngestRecording;
import org.lectorium.transcode.SampleLectures;
import org.lectorium.transcode.SampleLectures.Slide;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

/** Holds sample lectures in an archive that is empty: tells of them as Prosody, delivers them as recorders do. */
@Component
@ConditionalOnBooleanProperty("lectorium.demo")
class Demo {

    private static final Logger log = LoggerFactory.getLogger(Demo.class);

    private static final int SECONDS_PER_SLIDE = 15;
    private static final String HOST = "Administrator";
    private static final Person NOBODY = new Person(UserId.random(), true, Set.of());

    private record Lecture(String title, String room, int daysAgo, List<Slide> slides, List<Line> chat) {}

    private static final List<Lecture> LECTURES = List.of(
            new Lecture(
                    "Лекция 1. Введение в базы данных",
                    "Информатика",
                    9,
                    List.of(
                            new Slide("Введение в базы данных", List.of("Лекция 1", "Пример записи")),
                            new Slide("Зачем нужны базы данных", List.of("Хранить", "Искать", "Не терять")),
                            new Slide("Транзакции", List.of("Атомарность", "Согласованность", "Надёжность")),
                            new Slide("Вопросы", List.of("Задавайте в чате"))),
                    List.of(
                            new Line(4, "Анна Петрова", "Здравствуйте! Слышно и видно хорошо."),
                            new Line(19, "Игорь", "А чем база данных лучше обычных файлов?"),
                            new Line(27, HOST, "Хороший вопрос: файлы не умеют транзакций, об этом следующий слайд."),
                            new Line(38, "Анна Петрова", "Можно пример транзакции из жизни?"),
                            new Line(52, "Игорь", "Спасибо! Запись лекции будет в архиве?"),
                            new Line(55, HOST, "Да, и найти её можно по любому слову из чата."))),
            new Lecture(
                    "Computer networks: packets and routes",
                    "networks",
                    5,
                    List.of(
                            new Slide("Computer networks", List.of("Packets and routes", "A sample recording")),
                            new Slide("What a packet carries", List.of("Addresses", "Payload", "Checksum")),
                            new Slide("Questions", List.of("Ask them in the chat"))),
                    List.of(
                            new Line(6, "Maria", "Good morning from the second row"),
                            new Line(21, "Tom", "Is the checksum enough to repair a packet?"),
                            new Line(29, HOST, "No, it only tells that something is wrong"),
                            new Line(41, "Maria", "Thank you, that was very clear"))),
            new Lecture(
                    "Лекция 7. Ряды Фурье",
                    "Математика",
                    2,
                    List.of(
                            new Slide("Ряды Фурье", List.of("Лекция 7", "Пример записи")),
                            new Slide("Периодические функции", List.of("Период", "Гармоники", "Амплитуда и фаза")),
                            new Slide("Сходимость", List.of("Поточечная", "Равномерная", "В среднем"))),
                    List.of(
                            new Line(8, "Ольга", "Добрый день!"),
                            new Line(18, "Дмитрий", "Гармоники — это те же обертоны, что в музыке?"),
                            new Line(25, HOST, "Именно так, каждый обертон — отдельная гармоника."),
                            new Line(36, "Ольга", "Ряды сходятся равномерно не всегда?"))));

    private final SampleLectures lectures;
    private final SampleConferences conferences;
    private final ManageRooms rooms;
    private final Accounts accounts;
    private final IngestRecording ingest;
    private final RecordingsTable recordings;
    private final Clock clock;

    Demo(
            SampleLectures lectures,
            SampleConferences conferences,
            ManageRooms rooms,
            Accounts accounts,
            IngestRecording ingest,
            RecordingsTable recordings,
            Clock clock) {
        this.lectures = lectures;
        this.conferences = conferences;
        this.rooms = rooms;
        this.accounts = accounts;
        this.ingest = ingest;
        this.recordings = recordings;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void fillEmptyArchive() {
        var everything = new RecordingFilter(null, null, null, null, Set.of(), Sort.NEWEST);
        if (recordings.list(NOBODY, everything, 0, 1).total() == 0) {
            Thread.ofVirtual().name("demo").start(this::deliverAll);
        }
    }

    private void deliverAll() {
        try {
            var directory = Files.createTempDirectory("lectorium-demo");
            try {
                for (Lecture lecture : LECTURES) {
                    deliver(lecture, directory);
                }
            } finally {
                FileSystemUtils.deleteRecursively(directory);
            }
        } catch (IOException | RuntimeException e) {
            log.warn("The demo stays incomplete", e);
        }
    }

    private void deliver(Lecture lecture, Path directory) throws IOException {
        var host = accounts.admin().orElse(NOBODY);
        var start = clock.instant().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(lecture.daysAgo()));
        var room = rooms.enter(host, lecture.room(), lecture.room()).name().value();
        var length =
                Duration.ofSeconds((long) SECONDS_PER_SLIDE * lecture.slides().size());
        var meeting = conferences.tell(room, start, length, host.id(), HOST, lecture.chat());
        var file = lectures.record(lecture.slides(), SECONDS_PER_SLIDE, directory);
        var metadata = JsonMapper.shared()
                .writeValueAsBytes(Map.of(
                        "title", lecture.title(), "room", room, "meetingId", meeting, "startedAt", start.toString()));
        try (var bytes = Files.newInputStream(file)) {
            ingest.accept(ingest.receive(lecture.title() + ".mp4", bytes, Files.size(file)), metadata, null, null);
        }
    }
}
