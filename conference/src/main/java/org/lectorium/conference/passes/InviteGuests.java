package org.lectorium.conference.passes;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.ical4j.Calendars;
import org.lectorium.conference.ical4j.Calendars.Event;
import org.lectorium.core.AuditTrail;
import org.lectorium.core.AuditTrail.Deed;
import org.lectorium.core.Limits;
import org.lectorium.core.Limits.Limit;
import org.lectorium.core.Mailer;
import org.lectorium.core.Mailer.Attachment;
import org.lectorium.core.ProblemException;
import org.lectorium.core.Secrets;
import org.lectorium.core.Viewer.Person;
import org.springframework.stereotype.Component;

/**
 * Mails passes to guests, with an entry for their calendars. At once and not from a queue: the mails hold the token, and
 * that is kept nowhere.
 */
@Component
public class InviteGuests {

    private static final String CALENDAR = "text/calendar; charset=UTF-8; method=PUBLISH";

    /** Of a pass that says when it opens and not when it closes. */
    private static final Duration USUAL = Duration.ofMinutes(90);

    private final IssuePasses passes;
    private final PassesTable table;
    private final Mailer mailer;
    private final Limits limits;
    private final AuditTrail audit;
    private final Clock clock;

    InviteGuests(IssuePasses passes, PassesTable table, Mailer mailer, Limits limits, AuditTrail audit, Clock clock) {
        this.passes = passes;
        this.table = table;
        this.mailer = mailer;
        this.limits = limits;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param refused addresses to which the mail server did not take it */
    public record Invited(int sent, List<String> refused) {}

    /**
     * @param token of the pass: nobody can make the link without it
     * @param text of the sender's own, above ours
     * @throws ProblemException if nothing went out at all
     */
    public Invited invite(
            Person sender, UUID id, String token, List<String> addresses, @Nullable String text, Locale locale) {
        var pass = passes.getOwn(sender, id);
        if (!table.hasToken(id, Secrets.hash(token))) {
            throw new ProblemException(PassProblem.PASS_TOKEN_WRONG);
        }
        if (!mailer.isOn()) {
            throw new ProblemException(PassProblem.INVITATIONS_OFF);
        }
        var link = mailer.link("/pass/" + token);
        var texts = ResourceBundle.getBundle("invitations", locale.getLanguage().equals("ru") ? locale : Locale.ROOT);
        var subject = texts.getString("subject") + " " + pass.roomTitle();
        var words = (text == null ? "" : text + "\n\n")
                + texts.getString("text").replace("{room}", pass.roomTitle()) + "\n\n" + link + "\n";
        var attachments = new ArrayList<Attachment>();
        if (pass.opensAt() != null) {
            var closes = pass.closesAt();
            attachments.add(new Attachment(
                    "invitation.ics",
                    CALENDAR,
                    Calendars.write(
                            null,
                            List.of(new Event(
                                    pass.id().toString(),
                                    pass.roomTitle(),
                                    pass.opensAt(),
                                    closes == null ? USUAL : Duration.between(pass.opensAt(), closes),
                                    ZoneOffset.UTC,
                                    null,
                                    words,
                                    link,
                                    clock.instant())))));
        }
        addresses.forEach(address -> limits.count(Limit.PASS_SENT, sender.id().toString()));
        var refused = sendAll(addresses, subject, words, attachments);
        int sent = addresses.size() - refused.size();
        audit.note(
                Deed.PASS_SENT,
                id.toString(),
                Map.of("name", pass.name(), "room", pass.room().value(), "sent", Integer.toString(sent)));
        return new Invited(sent, List.copyOf(refused.keySet()));
    }

    /** What one of them is refused for says nothing of the others. */
    private Map<String, ProblemException> sendAll(
            List<String> addresses, String subject, String words, List<Attachment> attachments) {
        var refused = new LinkedHashMap<String, ProblemException>();
        for (var address : addresses) {
            try {
                mailer.send(address, subject, words, attachments);
            } catch (ProblemException e) {
                refused.put(address, e);
            }
        }
        if (refused.size() == addresses.size()) {
            throw refused.sequencedValues().getFirst();
        }
        return refused;
    }
}
