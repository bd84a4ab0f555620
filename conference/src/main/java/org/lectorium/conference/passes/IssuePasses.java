package org.lectorium.conference.passes;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.passes.Pass.Role;
import org.lectorium.conference.passes.PassesTable.Use;
import org.lectorium.conference.rooms.Given;
import org.lectorium.conference.rooms.ManageRooms;
import org.lectorium.core.AuditTrail;
import org.lectorium.core.AuditTrail.Deed;
import org.lectorium.core.ProblemException;
import org.lectorium.core.Secrets;
import org.lectorium.core.Viewer.Person;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes, changes and revokes passes; for the owners of their rooms. */
@Component
public class IssuePasses {

    private final PassesTable table;
    private final ManageRooms rooms;
    private final AuditTrail audit;
    private final Clock clock;

    IssuePasses(PassesTable table, ManageRooms rooms, AuditTrail audit, Clock clock) {
        this.table = table;
        this.rooms = rooms;
        this.audit = audit;
        this.clock = clock;
    }

    /** What a pass is to be like; see {@link Pass}. */
    public record Terms(
            String name,
            @Nullable Instant opensAt,
            @Nullable Instant closesAt,
            Role role,
            @Nullable Integer maxUses,
            String note) {

        public Terms {
            if (opensAt != null && closesAt != null && !closesAt.isAfter(opensAt)) {
                throw Given.invalid("until", null);
            }
            if (maxUses != null && maxUses < 1) {
                throw Given.invalid("maxUses", null);
            }
        }
    }

    /** @param token is told this once */
    public record Made(Pass pass, String token) {

        @Override
        public String toString() {
            return "made " + pass;
        }
    }

    @Transactional
    public Made issue(Person maker, String typed, Terms terms) {
        var room = rooms.getOwn(maker, typed);
        var token = Secrets.random();
        var pass = new Pass(
                UUID.randomUUID(),
                room.name(),
                room.title(),
                terms.name(),
                terms.opensAt(),
                terms.closesAt(),
                terms.role(),
                terms.maxUses(),
                0,
                terms.note(),
                clock.instant(),
                maker.id(),
                null,
                null);
        table.add(pass, Secrets.hash(token));
        note(Deed.PASS_MADE, pass);
        return new Made(pass, token);
    }

    /** @throws ProblemException as if it did not exist, if its room is somebody else's */
    public Pass getOwn(Person person, UUID id) {
        return table.find(id)
                .filter(pass -> rooms.mayManage(person, pass.room().value()))
                .orElseThrow(() -> new ProblemException(PassProblem.PASS_UNKNOWN));
    }

    @Transactional
    public Pass change(Person person, UUID id, Terms terms) {
        var pass = getOwn(person, id);
        table.save(with(pass, terms));
        note(Deed.PASS_CHANGED, pass);
        return getOwn(person, id);
    }

    @Transactional
    public void revoke(Person person, UUID id) {
        var pass = getOwn(person, id);
        if (table.revoke(id, clock.instant())) {
            note(Deed.PASS_REVOKED, pass);
        }
    }

    /** A new link, for one that got into wrong hands or was lost; one that was revoked is good again. */
    @Transactional
    public Made renew(Person person, UUID id) {
        var pass = getOwn(person, id);
        var token = Secrets.random();
        table.setToken(id, Secrets.hash(token));
        note(Deed.PASS_RENEWED, pass);
        return new Made(getOwn(person, id), token);
    }

    public static Terms terms(Pass pass) {
        return new Terms(pass.name(), pass.opensAt(), pass.closesAt(), pass.role(), pass.maxUses(), pass.note());
    }

    private static Pass with(Pass pass, Terms terms) {
        return new Pass(
                pass.id(),
                pass.room(),
                pass.roomTitle(),
                terms.name(),
                terms.opensAt(),
                terms.closesAt(),
                terms.role(),
                terms.maxUses(),
                pass.uses(),
                terms.note(),
                pass.createdAt(),
                pass.createdBy(),
                pass.lastUsedAt(),
                pass.revokedAt());
    }

    public List<Use> uses(Person person, UUID id) {
        return table.uses(getOwn(person, id).id());
    }

    private void note(Deed deed, Pass pass) {
        audit.note(
                deed,
                pass.id().toString(),
                Map.of("name", pass.name(), "room", pass.room().value()));
    }
}
