package org.lectorium.api.accounts;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lectorium.api.accounts.OneTimeLinks.Purpose;
import org.lectorium.api.problems.ApiProblem;
import org.lectorium.core.ProblemException;
import org.lectorium.core.UserId;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/users")
@Tag(name = "users", description = "Accounts; for administrators.")
class UsersController {

    private static final Pattern USERNAME = Pattern.compile("[\\p{L}\\p{N}._@-]{1,100}");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>,;\"]{1,100}@[^\\s@<>,;\"]{1,150}");
    private static final int MAX_NAME = 200;
    private static final int MAX_EMAIL = 254;
    private static final int MAX_GROUPS = 100;

    private final Accounts accounts;
    private final OneTimeLinks links;
    private final Mail mail;

    UsersController(Accounts accounts, OneTimeLinks links, Mail mail) {
        this.accounts = accounts;
        this.links = links;
        this.mail = mail;
    }

    @Schema(name = "UserPage")
    record UserPage(List<UserJson> items, int page, int size, long total) {}

    @GetMapping
    @Operation(summary = "By name; q stands in user name, name or e-mail")
    UserPage listUsers(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(required = false) @Nullable Boolean blocked,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "50") int size) {
        Json.checkPage(page, size);
        var found = accounts.search(
                Json.optional("q", q, MAX_NAME),
                role == null || role.isBlank() ? null : Json.role(role),
                blocked,
                page,
                size);
        return new UserPage(found.items().stream().map(UserJson::of).toList(), page, size, found.total());
    }

    @Schema(name = "NewUser")
    record NewUser(
            String username,
            String displayName,
            @Nullable String email,

            @Schema(allowableValues = {"admin", "lecturer", "user"})
            String role) {}

    /**
     * @param path of a page of ours, on which they choose a password; told this once
     * @param mailed whether it was sent to them as well
     */
    @Schema(name = "Invitation")
    record Invitation(UserJson user, String path, Instant expiresAt, boolean mailed) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Make a local account, and a link with which its owner chooses a password")
    Invitation inviteUser(@RequestBody NewUser given, Locale locale) {
        if (!accounts.hasLocal()) {
            throw new ProblemException(ApiProblem.LOCAL_ACCOUNTS_OFF);
        }
        if (given.username() == null
                || !USERNAME.matcher(given.username().strip()).matches()) {
            throw Json.invalid("username", null);
        }
        var account = accounts.invite(
                given.username().strip(),
                Json.required("displayName", given.displayName(), MAX_NAME),
                email(given.email()),
                Json.role(given.role()));
        return link(account, Purpose.INVITATION, locale);
    }

    private static @Nullable String email(@Nullable String text) {
        var email = Json.optional("email", text, MAX_EMAIL);
        if (email != null && !EMAIL.matcher(email).matches()) {
            throw Json.invalid("email", null);
        }
        return email;
    }

    private Invitation link(Account account, Purpose purpose, Locale locale) {
        var made = links.make(account.id(), purpose);
        // Behind the #, which browsers keep to themselves: no log and no Referer has it.
        var path = "/invitation#" + made.token();
        mail.send(account, purpose, path, locale);
        return new Invitation(UserJson.of(account), path, made.expiresAt(), mail.isOn() && account.email() != null);
    }

    @GetMapping("/{id}")
    @Operation(summary = "One account")
    UserJson getUser(@PathVariable UUID id) {
        return UserJson.of(accounts.get(new UserId(id)));
    }

    /** What is left out stays as it is. */
    @Schema(name = "UserChange")
    record UserChange(
            @Nullable String displayName,
            @Nullable String email,

            @Schema(allowableValues = {"admin", "lecturer", "user"}) @Nullable
            String role,

            @Nullable List<String> groups,
            @Nullable Boolean blocked) {}

    @PatchMapping("/{id}")
    @Operation(summary = "Change it; blocking ends its sessions and tokens at once")
    UserJson updateUser(@PathVariable UUID id, @RequestBody UserChange change) {
        if (change.email() != null) {
            email(change.email());
        }
        return UserJson.of(accounts.change(
                new UserId(id),
                Json.optional("displayName", change.displayName(), MAX_NAME),
                change.email(),
                change.role() == null ? null : Json.role(change.role()),
                change.groups() == null ? null : groups(change.groups()),
                change.blocked()));
    }

    private static Set<String> groups(List<String> names) {
        if (names.size() > MAX_GROUPS) {
            throw Json.invalid("groups", null);
        }
        return names.stream()
                .map(name -> Json.required("groups", name, MAX_NAME))
                .collect(Collectors.toSet());
    }

    @PostMapping("/{id}/reset")
    @Operation(summary = "Make a link with which they choose another password")
    Invitation resetPassword(@PathVariable UUID id, Locale locale) {
        var account = accounts.get(new UserId(id));
        if (!account.isLocal()) {
            throw new ProblemException(ApiProblem.USER_OF_DIRECTORY);
        }
        return link(account, account.hasPassword() ? Purpose.RESET : Purpose.INVITATION, locale);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Erase the person; their recordings stay")
    void eraseUser(@PathVariable UUID id) {
        accounts.erase(accounts.get(new UserId(id)));
    }
}
