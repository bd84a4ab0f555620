package org.lectorium.conference.retention.postgres;

import java.sql.Timestamp;
import java.time.Instant;
import org.lectorium.core.Expiring;
import org.lectorium.core.Expiring.Kind;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is forgotten by one statement, which takes {@code :before} and {@code :most}. */
@Configuration(proxyBeanMethods = false)
class OldRows {

    private record ByStatement(JdbcClient jdbc, Kind kind, String sql) implements Expiring {

        @Override
        public int expire(Instant before, int most) {
            return jdbc.sql(sql)
                    .param("before", Timestamp.from(before))
                    .param("most", most)
                    .update();
        }
    }

    /** Intervals stay; who that was does not. */
    @Bean
    Expiring expiringAttendance(JdbcClient jdbc) {
        return new ByStatement(jdbc, Kind.ATTENDANCE, """
                update conference.attendances set user_id = null, pass_id = null, name = null, email = null
                where (conference, participant, joined_at) in (
                    select conference, participant, joined_at
                    from conference.attendances join conference.conferences on number = conference
                    where ended_at < :before
                      and num_nonnulls(user_id, pass_id, name, email) > 0
                    limit :most)
                """);
    }

    /** How often a pass was used stays; who came with it does not. */
    @Bean
    Expiring expiringPasses(JdbcClient jdbc) {
        return new ByStatement(jdbc, Kind.PASSES, """
                delete from conference.pass_uses where number in (
                    select number from conference.pass_uses
                    where at < :before and expires_at < :before limit :most)
                """);
    }

    /** Evidence is kept as long as somebody may ask for it, and no longer. */
    @Bean
    Expiring expiringConsents(JdbcClient jdbc) {
        return new ByStatement(jdbc, Kind.CONSENTS, """
                delete from conference.consents where number in (
                    select number from conference.consents where at < :before limit :most)
                """);
    }

    /** With those to whom they have not gone after all that time. */
    @Bean
    Expiring expiringMails(JdbcClient jdbc) {
        return new ByStatement(jdbc, Kind.MAILS, """
                delete from conference.mails where id in (
                    select id from conference.mails where at < :before limit :most)
                """);
    }

    @Bean
    Expiring expiringFeedback(JdbcClient jdbc) {
        return new ByStatement(jdbc, Kind.FEEDBACK, """
                delete from conference.feedback where number in (
                    select number from conference.feedback where at < :before limit :most)
                """);
    }
}
