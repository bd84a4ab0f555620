package org.lectorium.conference.passes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.consent.AskConsent;
import org.lectorium.conference.consent.Consents.Consenter;
import org.lectorium.conference.jitsi.Entrant;
import org.lectorium.conference.jitsi.Jitsi;
import org.lectorium.conference.joining.JoinRooms;
import org.lectorium.conference.joining.Joining;
import org.lectorium.conference.passes.Pass.Role;
import org.lectorium.conference.passes.Pass.State;
import org.lectorium.conference.rooms.Room;
import org.lectorium.conference.rooms.RoomRights;
import org.lectorium.conference.rooms.RoomsTable;
import org.lectorium.core.AuditTrail;
import org.lectorium.core.AuditTrail.Deed;
import org.lectorium.core.Limits;
import org.lectorium.core.Limits.Limit;
import org.lectorium.core.ProblemException;
import org.lectorium.core.Secrets;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Lets guests in, who have a pass and no account. */
@Component
public class EnterByPass {

    /** How long somebody comes back with one use, over reloads of the page. */
    private static final Duration VISIT = Duration.ofHours(12);

    private static final int MAX_TOKEN = 100;

    private final PassesTable table;
    private final RoomsTable rooms;
    private final JoinRooms join;
    private final Jitsi jitsi;
    private final AskConsent consent;
    private final Limits limits;
    private final AuditTrail audit;
    private final TransactionOperations transaction;
    private final Clock clock;

    EnterByPass(
            PassesTable table,
            RoomsTable rooms,
            JoinRooms join,
            Jitsi jitsi,
            AskConsent consent,
            Limits limits,
            AuditTrail audit,
            TransactionOperations transaction,
            Clock clock) {
        this.table = table;
        this.rooms = rooms;
        this.join = join;
        this.jitsi = jitsi;
        this.consent = consent;
        this.limits = limits;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A pass, and the room that it opens. */
    public record Door(Pass pass, Room room) {}

    /**
     * What is behind a link, whether it is open or not.
     *
     * @param address from where; so many vain tries are allowed
     */
    public Door look(String token, String address) {
        limits.count(Limit.PASS_TRIED, address);
        var door = find(token);
        limits.giveBack(Limit.PASS_TRIED, address);
        return door;
    }

    /**
     * What is behind a link, for who came in by it.
     *
     * @param visit as {@link #join} gave it
     * @throws ProblemException {@link PassProblem#PASS_UNKNOWN} also if there was no such visit
     */
    public Door lookAgain(String token, @Nullable String visit, String address) {
        var door = look(token, address);
        if (!isOngoing(visit, door.pass(), clock.instant())) {
            throw unknown();
        }
        return door;
    }

    private boolean isOngoing(@Nullable String visit, Pass pass, Instant now) {
        return visit != null && visit.length() <= MAX_TOKEN && table.hasVisit(pass.id(), Secrets.hash(visit), now);
    }

    private Door find(String token) {
        if (token.length() > MAX_TOKEN) {
            throw unknown();
        }
        var pass = table.findByToken(Secrets.hash(token)).orElseThrow(EnterByPass::unknown);
        return new Door(pass, rooms.find(pass.room()).orElseThrow(EnterByPass::unknown));
    }

    private static ProblemException unknown() {
        return new ProblemException(PassProblem.PASS_UNKNOWN);
    }

    /**
     * @param name what the guest wants to be called
     * @param consents whether they agreed to what is asked in the room
     * @param visit of an earlier time; null if there was none
     */
    public Joining join(
            String token,
            @Nullable String name,
            boolean consents,
            @Nullable String visit,
            String address,
            Locale locale) {
        var door = look(token, address);
        limits.count(Limit.JOIN, address);
        var pass = door.pass();
        var now = clock.instant();
        boolean again = pass.letsBackIn(now) && isOngoing(visit, pass, now);
        if (!again && pass.state(now) != State.ACTIVE) {
            throw notOpen(pass, pass.state(now));
        }
        if (name == null) {
            throw new ProblemException(PassProblem.NAME_MISSING);
        }
        consent.check(door.room(), consents, locale);
        jitsi.check();
        // No use without the consent that goes with it.
        var visited = transaction.execute(status -> {
            consent.keep(door.room(), locale, new Consenter(name, null, pass.id()));
            return again && visit != null ? visit : use(pass, name, now);
        });
        boolean moderator = pass.role() == Role.MODERATOR;
        var guest = new Entrant(
                "pass:" + pass.id(),
                name,
                null,
                null,
                moderator,
                RoomRights.mayRecord(door.room(), moderator, false, false));
        return join.letIn(door.room(), guest, pass.closesAt(), locale, visited);
    }

    private String use(Pass pass, String name, Instant now) {
        if (!table.use(pass.id(), now)) {
            throw notOpen(pass, State.USED_UP);
        }
        var visit = Secrets.random();
        table.addUse(pass.id(), now, name, Secrets.hash(visit), now.plus(VISIT));
        audit.note(
                Deed.PASS_USED,
                pass.id().toString(),
                Map.of("name", pass.name(), "room", pass.room().value(), "guest", name));
        return visit;
    }

    private static ProblemException notOpen(Pass pass, State state) {
        var facts = new HashMap<String, String>();
        facts.put("state", state.word());
        if (pass.opensAt() != null) {
            facts.put("from", pass.opensAt().toString());
        }
        if (pass.closesAt() != null) {
            facts.put("until", pass.closesAt().toString());
        }
        return new ProblemException(PassProblem.PASS_NOT_OPEN, facts);
    }
}
