package org.lectorium.api.accounts;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.PersonName;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whom lecturers choose from when they say who may watch. Names only, and only as many as a list shows. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "people", description = "Names to choose from; for lecturers.")
class PeopleController {

    private static final int LEAST_WORDS = 2;
    private static final int MAX_WORDS = 100;
    private static final int MOST = 20;

    private final Accounts accounts;

    PeopleController(Accounts accounts) {
        this.accounts = accounts;
    }

    @GetMapping("/people")
    @Operation(summary = "The first twenty whose name has these letters in it, two at the least")
    List<PersonName> findPeople(@RequestParam String q) {
        var words = Json.required("q", q, MAX_WORDS);
        return words.length() < LEAST_WORDS
                ? List.of()
                : accounts.search(words, null, false, 0, MOST).items().stream()
                        .map(account -> new PersonName(account.id().value(), account.displayName()))
                        .toList();
    }

    @GetMapping("/groups")
    @Operation(summary = "The first twenty groups of the directory with these letters in their names")
    List<String> findGroups(@RequestParam(required = false) @Nullable String q) {
        return accounts.groups(Json.optional("q", q, MAX_WORDS), MOST);
    }
}
