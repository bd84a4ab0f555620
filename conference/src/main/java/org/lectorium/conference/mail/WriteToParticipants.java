package org.lectorium.conference.mail;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.lectorium.conference.ConferenceProblem;
import org.lectorium.conference.history.Participant;
import org.lectorium.conference.history.ReadHistory;
import org.lectorium.core.AuditTrail;
import org.lectorium.core.AuditTrail.Deed;
import org.lectorium.core.Limits;
import org.lectorium.core.Limits.Limit;
import org.lectorium.core.Mailer;
import org.lectorium.core.ProblemException;
import org.lectorium.core.Viewer.Person;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes to everybody who was in a conference and left an address, each by a mail of their own. */
@Component
public class WriteToParticipants {

    private final ReadHistory history;
    private final MailsTable mails;
    private final Mailer mailer;
    private final Limits limits;
    private final AuditTrail audit;
    private final Clock clock;

    WriteToParticipants(
            ReadHistory history, MailsTable mails, Mailer mailer, Limits limits, AuditTrail audit, Clock clock) {
        this.history = history;
        this.mails = mails;
        this.mailer = mailer;
        this.limits = limits;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Who will get it.
     *
     * @param addresses with the name of who has each
     * @param withoutAddress how many cannot be written to
     */
    public record Recipients(Map<String, String> addresses, int withoutAddress) {}

    public Recipients recipients(Person viewer, int conference) {
        history.getOwn(viewer, conference);
        var people = history.participants(viewer, conference).stream()
                .filter(participant -> participant.kind().equals("participant"))
                .toList();
        var addresses =
                new TreeMap<String, String>(Comparator.comparing((String email) -> email.toLowerCase(Locale.ROOT)));
        people.stream()
                .filter(participant -> participant.email() != null)
                .forEach(participant -> addresses.putIfAbsent(participant.email(), name(participant)));
        int without = (int) people.stream()
                .filter(participant -> participant.email() == null)
                .count();
        return new Recipients(addresses, without);
    }

    private static String name(Participant participant) {
        return participant.name() == null ? "" : participant.name();
    }

    /** How a mail reads: what was written, and where the conference can be looked at. */
    public String withLink(int conference, String text) {
        return text + "\n\n" + mailer.link("/history/" + conference);
    }

    /** @throws ProblemException {@link ConferenceProblem#NOBODY_TO_WRITE_TO}, or that there is no way to send mail */
    @Transactional
    public SentMail write(Person viewer, int conference, String subject, String text) {
        var recipients = recipients(viewer, conference).addresses().keySet();
        var whole = withLink(conference, text);
        if (recipients.isEmpty()) {
            throw new ProblemException(ConferenceProblem.NOBODY_TO_WRITE_TO);
        }
        limits.count(Limit.CONFERENCE_MAIL, viewer.id().toString());
        var mail = new SentMail(
                UUID.randomUUID(), conference, viewer.id(), clock.instant(), subject, whole, recipients.size(), 0, 0);
        mails.add(mail, recipients);
        audit.note(
                Deed.CONFERENCE_MAILED,
                Integer.toString(conference),
                Map.of("subject", subject, "recipients", Integer.toString(recipients.size())));
        return mail;
    }

    public List<SentMail> sent(Person viewer, int conference) {
        history.getOwn(viewer, conference);
        return mails.of(conference);
    }
}
