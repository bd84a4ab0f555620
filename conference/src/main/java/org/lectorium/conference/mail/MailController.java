package org.lectorium.conference.mail;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.ConferenceProblem;
import org.lectorium.core.People;
import org.lectorium.core.PersonName;
import org.lectorium.core.PlainText;
import org.lectorium.core.ProblemException;
import org.lectorium.core.UserId;
import org.lectorium.core.Viewer.Person;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/conferences/{number}")
@Tag(name = "conferences")
class MailController {

    private static final int MAX_SUBJECT = 200;
    private static final int MAX_BODY = 20_000;

    private final WriteToParticipants write;
    private final People people;

    MailController(WriteToParticipants write, People people) {
        this.write = write;
        this.people = people;
    }

    @Schema(name = "NewMail")
    record NewMail(String subject, String text) {}

    @Schema(name = "MailPreview")
    record MailPreview(List<Recipient> recipients, int withoutAddress, String subject, String text) {}

    @Schema(name = "MailRecipient")
    record Recipient(String name, String email) {}

    /** @param recipients how many there are; failed are those whose server did not take it */
    @Schema(name = "SentMail")
    record SentMailJson(
            UUID id,
            Instant at,
            PersonName sender,
            String subject,
            String text,
            int recipients,
            int sent,
            int failed,

            @Schema(allowableValues = {"sending", "sent", "failed"})
            String status) {

        static SentMailJson of(SentMail mail, Map<UserId, String> names) {
            return new SentMailJson(
                    mail.id(),
                    mail.at(),
                    PersonName.of(mail.sender(), names),
                    mail.subject(),
                    mail.text(),
                    mail.recipients(),
                    mail.sent(),
                    mail.failed(),
                    mail.status());
        }
    }

    @PostMapping("/mail/preview")
    @Operation(summary = "Who would get a mail, and how it would read")
    MailPreview previewMail(@PathVariable int number, @RequestBody NewMail mail, Person viewer) {
        var recipients = write.recipients(viewer, number);
        return new MailPreview(
                recipients.addresses().entrySet().stream()
                        .map(entry -> new Recipient(entry.getValue(), entry.getKey()))
                        .toList(),
                recipients.withoutAddress(),
                subject(mail),
                write.withLink(number, text(mail)));
    }

    @PostMapping("/mail")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Write to everybody who was there and left an address")
    SentMailJson mailParticipants(@PathVariable int number, @RequestBody NewMail mail, Person viewer) {
        return show(List.of(write.write(viewer, number, subject(mail), text(mail))))
                .getFirst();
    }

    @GetMapping("/mails")
    @Operation(summary = "What was written to everybody, the newest first")
    List<SentMailJson> listMails(@PathVariable int number, Person viewer) {
        return show(write.sent(viewer, number));
    }

    private List<SentMailJson> show(List<SentMail> mails) {
        var names = people.names(mails.stream().map(SentMail::sender).distinct().toList());
        return mails.stream().map(mail -> SentMailJson.of(mail, names)).toList();
    }

    /** One line: a second one would be another header. */
    private static String subject(NewMail mail) {
        return needed("subject", mail.subject() == null ? null : PlainText.of(mail.subject(), MAX_SUBJECT));
    }

    private static String text(NewMail mail) {
        var text = mail.text();
        return needed("text", text == null || text.isBlank() || text.length() > MAX_BODY ? null : text.strip());
    }

    private static String needed(String field, @Nullable String value) {
        if (value == null) {
            throw new ProblemException(ConferenceProblem.CONFERENCE_PARAMETER_INVALID, Map.of("parameter", field));
        }
        return value;
    }
}
