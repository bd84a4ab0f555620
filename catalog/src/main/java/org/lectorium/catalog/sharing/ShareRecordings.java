package org.lectorium.catalog.sharing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.catalog.CatalogProblem;
import org.lectorium.catalog.ManageRecordings;
import org.lectorium.catalog.Recording;
import org.lectorium.catalog.RecordingsTable;
import org.lectorium.core.AccessLevel;
import org.lectorium.core.AuditTrail;
import org.lectorium.core.AuditTrail.Deed;
import org.lectorium.core.Limits;
import org.lectorium.core.Limits.Limit;
import org.lectorium.core.ProblemException;
import org.lectorium.core.RecordingId;
import org.lectorium.core.Secrets;
import org.lectorium.core.Viewer;
import org.lectorium.core.Viewer.LinkHolder;
import org.lectorium.core.Viewer.Person;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes, opens and closes share links. A link never opens a private recording, whatever it was before. */
@Component
public class ShareRecordings {

    /** How long somebody goes on watching with one use, over reloads of the page. */
    private static final Duration VISIT = Duration.ofHours(12);

    private static final int MAX_LINKS = 100;

    private final ShareLinksTable links;
    private final RecordingsTable recordings;
    private final ManageRecordings manage;
    private final PasswordEncoder passwords;
    private final Limits limits;
    private final AuditTrail audit;
    private final Clock clock;

    ShareRecordings(
            ShareLinksTable links,
            RecordingsTable recordings,
            ManageRecordings manage,
            PasswordEncoder passwords,
            Limits limits,
            AuditTrail audit,
            Clock clock) {
        this.links = links;
        this.recordings = recordings;
        this.manage = manage;
        this.passwords = passwords;
        this.limits = limits;
        this.audit = audit;
        this.clock = clock;
    }

    /** What a new link is to be like; see {@link ShareLink}. */
    public record Terms(
            String label,
            @Nullable String password,
            @Nullable Instant expiresAt,
            @Nullable Integer maxUses,
            boolean download,
            List<String> origins) {

        @Override
        public String toString() {
            return "terms of " + label;
        }
    }

    /** @param token is told this once */
    public record Made(ShareLink link, String token) {}

    /** @param visit proves that the link was opened; an opening with it is no further use */
    public record Visit(ShareLink link, Recording recording, String visit) {

        public Viewer viewer() {
            return new LinkHolder(link.id(), recording.id());
        }
    }

    @Transactional
    public Made share(Person maker, RecordingId id, Terms terms) {
        var recording = manage.getOwn(maker, id);
        if (recording.access().level() == AccessLevel.PRIVATE) {
            throw new ProblemException(CatalogProblem.SHARE_OF_PRIVATE);
        }
        if (links.of(id).size() >= MAX_LINKS) {
            throw new ProblemException(CatalogProblem.TOO_MANY_SHARES, Map.of("max", Integer.toString(MAX_LINKS)));
        }
        var token = Secrets.random();
        var link = new ShareLink(
                UUID.randomUUID(),
                id,
                terms.label(),
                terms.password() == null ? null : passwords.encode(terms.password()),
                terms.expiresAt(),
                terms.maxUses(),
                0,
                terms.download(),
                terms.origins(),
                maker.id(),
                clock.instant(),
                null,
                null);
        links.add(link, Secrets.hash(token));
        note(Deed.SHARE_MADE, link, recording);
        return new Made(link, token);
    }

    public List<ShareLink> of(Viewer owner, RecordingId recording) {
        manage.getOwn(owner, recording);
        return links.of(recording);
    }

    @Transactional
    public void revoke(Viewer owner, RecordingId id, UUID link) {
        var recording = manage.getOwn(owner, id);
        var found = links.find(link)
                .filter(each -> each.recording().equals(id))
                .orElseThrow(() -> new ProblemException(CatalogProblem.SHARE_CLOSED));
        if (links.revoke(link, clock.instant())) {
            note(Deed.SHARE_REVOKED, found, recording);
        }
    }

    /**
     * Lets somebody in.
     *
     * @param visit of an earlier opening; null if there was none
     * @param address from where; so many vain tries are allowed
     * @throws ProblemException {@link CatalogProblem#SHARE_CLOSED} if the link opens nothing (any more), or what the
     *     password lacks
     */
    public Visit open(String token, @Nullable String password, @Nullable String visit, String address) {
        limits.count(Limit.SHARE_TRIED, address);
        var visited = visit(token, password, visit);
        limits.giveBack(Limit.SHARE_TRIED, address);
        return visited;
    }

    private Visit visit(String token, @Nullable String password, @Nullable String visit) {
        var now = clock.instant();
        var link = links.findByToken(Secrets.hash(token))
                .filter(each -> each.isAlive(now))
                .orElseThrow(ShareRecordings::closed);
        var recording = shared(link).orElseThrow(ShareRecordings::closed);
        if (visit != null && links.hasVisit(link.id(), Secrets.hash(visit), now)) {
            return new Visit(link, recording, visit);
        }
        if (link.isUsedUp()) {
            throw closed();
        }
        checkPassword(link, recording, password);
        if (!links.use(link.id(), now)) {
            throw closed();
        }
        var begun = Secrets.random();
        links.addVisit(link.id(), Secrets.hash(begun), now.plus(VISIT));
        note(Deed.SHARE_OPENED, link, recording);
        return new Visit(link, recording, begun);
    }

    /** The recording behind a link that is alive, if it still lets link holders in. */
    private Optional<Recording> shared(ShareLink link) {
        var holder = new LinkHolder(link.id(), link.recording());
        return recordings.find(link.recording()).filter(recording -> recording.isSeenBy(holder));
    }

    private void checkPassword(ShareLink link, Recording recording, @Nullable String password) {
        if (link.passwordHash() == null) {
            return;
        }
        if (password == null) {
            throw new ProblemException(CatalogProblem.SHARE_PASSWORD_NEEDED);
        }
        limits.count(Limit.SHARE_PASSWORD, link.id().toString());
        if (!passwords.matches(password, link.passwordHash())) {
            note(Deed.SHARE_REFUSED, link, recording);
            throw new ProblemException(CatalogProblem.SHARE_PASSWORD_WRONG);
        }
        limits.giveBack(Limit.SHARE_PASSWORD, link.id().toString());
    }

    /** Whether the link still opens what it opened; for those who are in already. */
    public boolean isAlive(UUID link) {
        return links.find(link).filter(found -> found.isAlive(clock.instant())).isPresent();
    }

    /** Sites that may show the link's page inside of theirs; none for a link that is closed. */
    public List<String> origins(UUID link) {
        return links.find(link)
                .filter(found -> found.isAlive(clock.instant()))
                .map(ShareLink::origins)
                .orElse(List.of());
    }

    private void note(Deed deed, ShareLink link, Recording recording) {
        audit.note(
                deed,
                recording.id().toString(),
                Map.of(
                        "title",
                        recording.title(),
                        "label",
                        link.label(),
                        "share",
                        link.id().toString()));
    }

    private static ProblemException closed() {
        return new ProblemException(CatalogProblem.SHARE_CLOSED);
    }
}
