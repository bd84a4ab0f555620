package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectorium.testkit.LectoriumClient;
import org.lectorium.testkit.LectoriumClient.Answer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What mod_reservations is told, to the letter: another type, or another status, and somebody waits for ever. */
@LectoriumTest
class ReservationsIT {

    private static final String PATH = "/api/v1/callbacks/prosody/reservations/conference";

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private RunningLectorium lectorium;
    private LectoriumClient prosody;
    private String room;

    @BeforeEach
    void open() {
        lectorium = RunningLectorium.onPort(port);
        prosody = lectorium.nobody().withBearer(LectoriumTest.CALLBACK_TOKEN);
        room = "room-" + UUID.randomUUID();
    }

    @Test
    void opensARoomIntoWhichSomebodyWasLet() {
        letIn();

        var answer = reserve(room);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.body().path("id").isString()).isTrue();
        assertThat(answer.text("name")).isEqualTo(room);
        assertThat(answer.text("mail_owner")).isEqualTo("4d71f5b6@meet.example.org");
        assertThat(answer.body().path("start_time").isString()).isTrue();
        assertThat(Instant.parse(answer.text("start_time"))).isBefore(Instant.now());
        assertThat(answer.body().path("duration").isNumber()).isTrue();
        assertThat(answer.body().path("lobby").isBoolean()).isTrue();
    }

    @Test
    void pointsToTheReservationThatIsInTheWay() {
        letIn();
        var first = reserve(room);

        var second = reserve(room);

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.text("conflict_id")).isEqualTo(first.text("id"));
        var found = prosody.get(PATH + "/" + first.text("id"));
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.text("id")).isEqualTo(first.text("id"));
        assertThat(found.text("name")).isEqualTo(room);
        assertThat(found.body().path("start_time").isString()).isTrue();
    }

    @Test
    void forgetsARoomThatWasClosed() {
        letIn();
        var id = reserve(room).text("id");

        assertThat(prosody.delete(PATH + "/" + id).status()).isEqualTo(200);

        assertThat(prosody.delete(PATH + "/" + id).status()).isEqualTo(404);
        assertThat(prosody.get(PATH + "/" + id).text("message")).isNotBlank();
        assertThat(prosody.delete(PATH + "/123456789.0").status()).isEqualTo(404);
        assertThat(reserve(room).status()).isEqualTo(200);
    }

    @Test
    void letsAReservationBeginAnewOfWhichTheEndWasNeverHeard() {
        letIn();
        var id = reserve(room).text("id");
        jdbc.sql("update conference.reservations set starts_at = now() - interval '25 hours' where id = ?::uuid")
                .param(id)
                .update();

        assertThat(reserve(room).status()).isEqualTo(409);

        var again = prosody.get(PATH + "/" + id);
        assertThat(Instant.parse(again.text("start_time")))
                .isAfter(Instant.now().minusSeconds(60));
    }

    @Test
    void refusesARoomThatNobodyWasLetInto() {
        lectorium.admin().post("/api/v1/rooms", "{\"title\": \"" + room + "\"}");

        for (var name : new String[] {room, "never-opened", "tenant]" + room, "", "%00"}) {
            var answer = reserve(name);
            assertThat(answer.status()).as(name).isEqualTo(403);
            assertThat(answer.text("message")).as(name).isNotBlank();
        }
    }

    @Test
    void refusesOnceNoTokenIsGoodAnyMore() {
        letIn();
        jdbc.sql("update conference.rooms set admitted_until = now() - interval '1 second' where name = ?")
                .param(room)
                .update();

        assertThat(reserve(room).status()).isEqualTo(403);
    }

    @Test
    void answersNobodyElse() {
        letIn();
        var form = "name=" + room + "&mail_owner=x&start_time=2026-11-22T23%3a55%3a53.000Z";

        assertThat(lectorium.nobody().postForm(PATH, form).status()).isIn(401, 403);
        assertThat(lectorium.admin().postForm(PATH, form).status()).isEqualTo(403);
        assertThat(lectorium.recorder().postForm(PATH, form).status()).isEqualTo(403);
    }

    private void letIn() {
        assertThat(lectorium
                        .admin()
                        .post("/api/v1/rooms/" + room + "/join", "{}")
                        .status())
                .isEqualTo(200);
    }

    /** As it was seen on the wire. */
    private Answer reserve(String name) {
        return prosody.postForm(
                PATH,
                "name=" + name + "&mail_owner=4d71f5b6%40meet.example.org&start_time=2026-11-22T23%3a55%3a53.000Z");
    }
}
