package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectorium.core.ProblemException;
import org.lectorium.core.s3.S3Problem;
import org.lectorium.testkit.GeneratedMedia;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionSystemException;

/** A step that fails is tried again if time may heal it, and offered for a retry by hand if not. */
@LectoriumTest
class FailedStepIT {

    static final List<String> STEPS = StepFaults.STEPS;
    static final List<String> STEPS_BEFORE_PUBLISHING = STEPS.subList(0, STEPS.size() - 1);

    @TempDir
    Path temp;

    @LocalServerPort
    private int port;

    @Autowired
    private StepFaults faults;

    @Autowired
    private JdbcClient jdbc;

    private RunningLectorium lectorium;

    @BeforeEach
    void awaitEmptyQueue() {
        lectorium = RunningLectorium.onPort(port);
        await().until(() -> lectorium
                        .admin()
                        .get("/api/v1/recordings?status=stored&status=processing&status=watchable")
                        .body()
                        .path("total")
                        .asInt()
                == 0);
        faults.reset();
    }

    @AfterEach
    void heal() {
        faults.reset();
    }

    @ParameterizedTest
    @FieldSource("STEPS")
    void goesOnByItselfWhenTheEnvironmentHeals(String step) {
        faults.add(step, FailedStepIT::storeAway);
        faults.add(step, FailedStepIT::storeAway);

        var recording = lectorium.processed(lecture());

        assertThat(recording.path("status").asString()).isEqualTo("published");
        assertThat(recording.path("problem").isNull()).isTrue();
        await().until(() -> faults.runs(step) == 3);
        STEPS.stream()
                .takeWhile(earlier -> !earlier.equals(step))
                .forEach(earlier -> assertThat(faults.runs(earlier))
                        .as("runs of %s, which had succeeded", earlier)
                        .isEqualTo(1));
    }

    @ParameterizedTest
    @FieldSource("STEPS_BEFORE_PUBLISHING")
    void waitsForARetryWhenTheProgramIsWrong(String step) {
        faults.add(step, FailedStepIT::bug);

        var failed = lectorium.processed(lecture());

        assertThat(failed.path("status").asString()).isEqualTo("failed");
        assertThat(failed.path("problem").path("key").asString()).isEqualTo("processing-failed");
        var id = failed.path("id").asString();
        lectorium.admin().post("/api/v1/recordings/" + id + "/retry", "");
        await().untilAsserted(() ->
                assertThat(lectorium.recording(id).path("status").asString()).isEqualTo("published"));
        assertThat(lectorium.recording(id).path("problem").isNull()).isTrue();
    }

    @ParameterizedTest
    @FieldSource("STEPS")
    void goesOnWhenTheDatabaseGoesAwayInAStep(String step) {
        faults.add(step, FailedStepIT::rollbackFails);

        var recording = lectorium.processed(lecture());

        assertThat(recording.path("status").asString()).isEqualTo("published");
    }

    /** The database goes away before Batch could write down how a step ended; Batch itself would leave that to people. */
    @Test
    void canBeTriedAgainWhenNobodyKnowsHowItEnded() {
        faults.add("makeWatchable", FailedStepIT::bug);
        var id = lectorium.processed(lecture()).path("id").asString();
        for (String table : List.of("batch_step_execution", "batch_job_execution")) {
            jdbc.sql("update transcode.%s set status = 'UNKNOWN' where status = 'FAILED'".formatted(table))
                    .update();
        }

        lectorium.admin().post("/api/v1/recordings/" + id + "/retry", "");

        await().untilAsserted(() ->
                assertThat(lectorium.recording(id).path("status").asString()).isEqualTo("published"));
    }

    /** The database goes away when Batch has noted that there is a job, and not yet that it begins. */
    @Test
    void isNotForgottenWhenTheDatabaseGoesAwayBeforeTheFirstStep() {
        try (var database = new DyingConnection(jdbc, "trigger die before insert on transcode.batch_job_execution")) {
            var recording = lectorium.processed(lecture());

            assertThat(recording.path("status").asString()).isEqualTo("published");
            assertThat(database.hasDied()).isTrue();
        }
    }

    /** The first column is changed when a run begins, the second when it has failed. */
    @ParameterizedTest
    @ValueSource(strings = {"generation", "failures"})
    void isNotForgottenWhenTheDatabaseGoesAwayOutsideOfTheSteps(String changing) {
        try (var database =
                new DyingConnection(jdbc, "trigger die before update of " + changing + " on transcode.processing")) {
            faults.add("probe", FailedStepIT::storeAway);

            var recording = lectorium.processed(lecture());

            assertThat(recording.path("status").asString()).isEqualTo("published");
            assertThat(database.hasDied()).isTrue();
        }
    }

    @Test
    void staysPublishedWhateverHappensAfter() {
        faults.add("publish", FailedStepIT::bug);

        var id = lectorium.stored(lecture());
        await().until(() -> faults.runs("publish") == 1);

        assertThat(lectorium.processed(id).path("status").asString()).isEqualTo("published");
    }

    @Test
    void givesUpAfterABoundedNumberOfTries() {
        for (int i = 0; i < 20; i++) {
            faults.add("probe", FailedStepIT::storeAway);
        }

        var failed = lectorium.processed(lecture());

        assertThat(failed.path("problem").path("key").asString()).isEqualTo("media-store-unavailable");
        assertThat(faults.runs("probe")).isEqualTo(LectoriumTest.MAX_TRIES);
    }

    /** Another one each time: the same bytes would be the same recording. */
    private Path lecture() {
        try {
            return new GeneratedMedia(Files.createTempDirectory(temp, "media"))
                    .run(
                            "lecture.mp4",
                            List.of(
                                    "-f",
                                    "lavfi",
                                    "-i",
                                    "testsrc2=size=320x180:rate=10:duration=1",
                                    "-metadata",
                                    "title=" + UUID.randomUUID(),
                                    "-pix_fmt",
                                    "yuv420p"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void storeAway() {
        throw new ProblemException(S3Problem.MEDIA_STORE_UNAVAILABLE);
    }

    private static void rollbackFails() {
        throw new TransactionSystemException("a fault made by a test");
    }

    private static void bug() {
        throw new IllegalStateException("a fault made by a test");
    }
}
