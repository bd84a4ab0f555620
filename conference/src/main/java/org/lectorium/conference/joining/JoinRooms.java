package org.lectorium.conference.joining;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.appearance.DecorateRooms;
import org.lectorium.conference.appearance.LookJson;
import org.lectorium.conference.consent.AskConsent;
import org.lectorium.conference.consent.Consents.Consenter;
import org.lectorium.conference.jitsi.Entrant;
import org.lectorium.conference.jitsi.Jitsi;
import org.lectorium.conference.jitsi.PageConfig;
import org.lectorium.conference.jitsi.PageConfig.Style;
import org.lectorium.conference.rooms.ManageRooms;
import org.lectorium.conference.rooms.Room;
import org.lectorium.conference.rooms.RoomName;
import org.lectorium.conference.rooms.RoomRights;
import org.lectorium.conference.rooms.RoomsTable;
import org.lectorium.core.Limits;
import org.lectorium.core.Limits.Limit;
import org.lectorium.core.People;
import org.lectorium.core.People.Profile;
import org.lectorium.core.Viewer.Person;
import org.springframework.stereotype.Component;

/** Lets people into rooms. */
@Component
public class JoinRooms {

    private final ManageRooms rooms;
    private final RoomsTable table;
    private final Jitsi jitsi;
    private final AskConsent consent;
    private final DecorateRooms appearances;
    private final OurAddress address;
    private final People people;
    private final Limits limits;

    JoinRooms(
            ManageRooms rooms,
            RoomsTable table,
            Jitsi jitsi,
            AskConsent consent,
            DecorateRooms appearances,
            OurAddress address,
            People people,
            Limits limits) {
        this.rooms = rooms;
        this.table = table;
        this.jitsi = jitsi;
        this.consent = consent;
        this.appearances = appearances;
        this.address = address;
        this.people = people;
        this.limits = limits;
    }

    /**
     * @param typed the room's name, or what was typed for it
     * @param title what was typed, for a room that is opened by this; null if that is not known
     * @param consents whether they agreed to what is asked in the room
     */
    public Joining join(Person person, String typed, @Nullable String title, boolean consents, Locale locale) {
        limits.count(Limit.JOIN, person.id().toString());
        RoomName.typed(typed);
        jitsi.check();
        var room = rooms.enter(person, typed, title);
        consent.check(room, consents, locale);
        var profile = people.profile(person.id()).orElse(new Profile("", null, null, false));
        consent.keep(room, locale, new Consenter(profile.name(), person.id(), null));
        boolean moderator = RoomRights.moderates(room, person, profile.lecturer());
        var entrant = new Entrant(
                person.id().toString(),
                profile.name(),
                profile.email(),
                picture(profile),
                moderator,
                RoomRights.mayRecord(room, moderator, profile.lecturer(), true));
        return letIn(room, entrant, null, locale, null);
    }

    /** As others find it, wherever they are. */
    private @Nullable String picture(Profile profile) {
        return profile.picture() != null && profile.picture().startsWith("/")
                ? address.base() + profile.picture()
                : profile.picture();
    }

    /**
     * Without asking any more whether they may.
     *
     * @param latest when the token has to expire at the latest; null for its usual validity
     * @param visit of a guest; null for somebody with an account
     */
    public Joining letIn(Room room, Entrant entrant, @Nullable Instant latest, Locale locale, @Nullable String visit) {
        var admission = jitsi.admit(room.name(), entrant, latest);
        table.admit(room.name(), admission.expires());
        var look = appearances
                .of(room.name().value(), room.appearance())
                .map(LookJson::of)
                .orElse(null);
        var page = PageConfig.of(
                room.title(),
                room.lobby(),
                entrant.mayRecord(),
                look == null ? Style.NONE : look.style(address.base()));
        return new Joining(
                jitsi.host(),
                jitsi.script(),
                room.name().value(),
                room.title(),
                admission.jwt(),
                admission.links().web(),
                admission.links().android(),
                admission.links().ios(),
                page.config(),
                page.interfaceConfig(),
                look,
                entrant.moderator(),
                entrant.mayRecord(),
                entrant.name(),
                entrant.email(),
                entrant.picture(),
                locale.getLanguage(),
                admission.expires(),
                visit);
    }
}
