package org.lectorium.conference.feedback.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.feedback.FeedbackTable;
import org.lectorium.conference.feedback.GiveFeedback;
import org.lectorium.conference.feedback.Opinion;
import org.lectorium.conference.history.ReadHistory;
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
@RequestMapping("/api/v1")
@Tag(name = "feedback", description = "What people say of a conference once they have left it; nobody is told who.")
class FeedbackController {

    private final GiveFeedback give;
    private final FeedbackTable feedback;
    private final ReadHistory history;

    FeedbackController(GiveFeedback give, FeedbackTable feedback, ReadHistory history) {
        this.give = give;
        this.feedback = feedback;
        this.history = history;
    }

    /** @param stars 1 to 5 */
    @Schema(name = "Feedback")
    record FeedbackJson(@Nullable Integer stars, @Nullable String text) {}

    /** @param visit as joining answered it */
    @Schema(name = "GuestFeedback")
    record GuestFeedbackJson(
            @Nullable Integer stars,
            @Nullable String text,
            @Nullable String visit) {

        @Override
        public String toString() {
            return "feedback of a guest";
        }
    }

    @Schema(name = "Opinion")
    record OpinionJson(int stars, @Nullable String text, Instant at) {

        static OpinionJson of(Opinion opinion) {
            return new OpinionJson(opinion.stars(), opinion.text(), opinion.at());
        }
    }

    @PostMapping("/rooms/{room}/feedback")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Say how the conference was that took place last; again is instead")
    void giveFeedback(Person me, @PathVariable String room, @RequestBody FeedbackJson said) {
        give.give(me, room, said.stars(), said.text());
    }

    @PostMapping("/passes/{token}/feedback")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Say as a guest how the conference was; needs no account")
    void giveFeedbackByPass(
            @PathVariable String token, @RequestBody GuestFeedbackJson said, HttpServletRequest request) {
        give.give(token, said.visit(), said.stars(), said.text(), request.getRemoteAddr());
    }

    @GetMapping("/conferences/{number}/feedback")
    @Operation(summary = "What was said of a conference; for the owners of its room")
    List<OpinionJson> listFeedback(Person me, @PathVariable int number) {
        history.getOwn(me, number);
        return feedback.of(number).stream().map(OpinionJson::of).toList();
    }
}
