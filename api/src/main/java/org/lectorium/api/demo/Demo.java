package org.lectorium.api.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lectorium.catalog.RecordingFilter;
import org.lectorium.catalog.RecordingFilter.Sort;
import org.lectorium.catalog.RecordingsTable;
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

/** Delivers sample lectures to an archive that is empty, by the way that recorders go. */
@Component
@ConditionalOnBooleanProperty("lectorium.demo")
class Demo {

    private static final Logger log = LoggerFactory.getLogger(Demo.class);

    private static final int SECONDS_PER_SLIDE = 15;

    private record Lecture(String title, String room, int daysAgo, List<Slide> slides) {}

    private static final List<Lecture> LECTURES = List.of(
            new Lecture(
                    "Лекция 1. Введение в базы данных",
                    "Информатика",
                    9,
                    List.of(
                            new Slide("Введение в базы данных", List.of("Лекция 1", "Пример записи")),
                            new Slide("Зачем нужны базы данных", List.of("Хранить", "Искать", "Не терять")),
                            new Slide("Транзакции", List.of("Атомарность", "Согласованность", "Надёжность")),
                            new Slide("Вопросы", List.of("Задавайте в чате")))),
            new Lecture(
                    "Computer networks: packets and routes",
                    "networks",
                    5,
                    List.of(
                            new Slide("Computer networks", List.of("Packets and routes", "A sample recording")),
                            new Slide("What a packet carries", List.of("Addresses", "Payload", "Checksum")),
                            new Slide("Questions", List.of("Ask them in the chat")))),
            new Lecture(
                    "Лекция 7. Ряды Фурье",
                    "Математика",
                    2,
                    List.of(
                            new Slide("Ряды Фурье", List.of("Лекция 7", "Пример записи")),
                            new Slide("Периодические функции", List.of("Период", "Гармоники", "Амплитуда и фаза")),
                            new Slide("Сходимость", List.of("Поточечная", "Равномерная", "В среднем")))));

    private final SampleLectures lectures;
    private final IngestRecording ingest;
    private final RecordingsTable recordings;
    private final Clock clock;

    Demo(SampleLectures lectures, IngestRecording ingest, RecordingsTable recordings, Clock clock) {
        this.lectures = lectures;
        this.ingest = ingest;
        this.recordings = recordings;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void fillEmptyArchive() {
        var everything = new RecordingFilter(null, null, null, null, Set.of(), Sort.NEWEST);
        if (recordings
                        .list(new Person(UserId.random(), true, Set.of()), everything, 0, 1)
                        .total()
                == 0) {
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
        var file = lectures.record(lecture.slides(), SECONDS_PER_SLIDE, directory);
        var metadata = JsonMapper.shared()
                .writeValueAsBytes(Map.of(
                        "title", lecture.title(),
                        "room", lecture.room(),
                        "startedAt",
                                clock.instant()
                                        .minus(Duration.ofDays(lecture.daysAgo()))
                                        .toString()));
        try (var bytes = Files.newInputStream(file)) {
            ingest.accept(ingest.receive(lecture.title() + ".mp4", bytes, Files.size(file)), metadata, null, null);
        }
    }
}
