package org.lectorium.conference.mail.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lectorium.conference.mail.MailsTable;
import org.lectorium.conference.mail.SentMail;
import org.lectorium.core.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcMailsTable implements MailsTable {

    private static final String COLUMNS = "id, conference, sender, at, subject, body, recipients, sent, failed";

    private final JdbcClient jdbc;

    JdbcMailsTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(SentMail mail, Collection<String> recipients) {
        jdbc.sql("""
                        insert into conference.mails (id, conference, sender, at, subject, body, recipients)
                        values (:id, :conference, :sender, :at, :subject, :body, :recipients)
                        """)
                .param("id", mail.id())
                .param("conference", mail.conference())
                .param("sender", mail.sender().value())
                .param("at", Timestamp.from(mail.at()))
                .param("subject", mail.subject())
                .param("body", mail.text())
                .param("recipients", mail.recipients())
                .update();
        jdbc.sql("""
                        insert into conference.mail_recipients (mail, email, next_try)
                        select :mail, email, :at from unnest(:emails) as email
                        """)
                .param("mail", mail.id())
                .param("at", Timestamp.from(mail.at()))
                .param("emails", recipients.toArray(String[]::new))
                .update();
    }

    @Override
    public List<SentMail> of(int conference) {
        return jdbc.sql("select " + COLUMNS + " from conference.mails where conference = ? order by at desc")
                .param(conference)
                .query(JdbcMailsTable::map)
                .list();
    }

    @Override
    public Optional<Waiting> next(Instant now) {
        return jdbc.sql("select " + COLUMNS + """
                        , email, tries
                        from conference.mail_recipients join conference.mails on id = mail
                        where next_try <= ? order by next_try limit 1
                        for update of mail_recipients skip locked
                        """)
                .param(Timestamp.from(now))
                .query((row, number) -> new Waiting(map(row, number), row.getString("email"), row.getInt("tries")))
                .optional();
    }

    @Override
    public void sent(Waiting waiting) {
        done(waiting, "sent");
    }

    @Override
    public void failed(Waiting waiting) {
        done(waiting, "failed");
    }

    private void done(Waiting waiting, String column) {
        jdbc.sql("delete from conference.mail_recipients where mail = :mail and email = :email")
                .param("mail", waiting.mail().id())
                .param("email", waiting.email())
                .update();
        jdbc.sql("update conference.mails set %s = %s + 1 where id = ?".formatted(column, column))
                .param(waiting.mail().id())
                .update();
    }

    @Override
    public void retry(Waiting waiting, Instant now, Duration later) {
        jdbc.sql("""
                        update conference.mail_recipients set tries = tries + 1, next_try = :next
                        where mail = :mail and email = :email
                        """)
                .param("next", Timestamp.from(now.plus(later)))
                .param("mail", waiting.mail().id())
                .param("email", waiting.email())
                .update();
    }

    private static SentMail map(ResultSet row, int number) throws SQLException {
        return new SentMail(
                row.getObject("id", UUID.class),
                row.getInt("conference"),
                new UserId(row.getObject("sender", UUID.class)),
                row.getTimestamp("at").toInstant(),
                row.getString("subject"),
                row.getString("body"),
                row.getInt("recipients"),
                row.getInt("sent"),
                row.getInt("failed"));
    }
}
