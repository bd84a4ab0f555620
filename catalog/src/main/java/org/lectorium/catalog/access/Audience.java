package org.lectorium.catalog.access;

import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.lectorium.core.AccessLevel;
import org.lectorium.core.RecordingId;
import org.lectorium.core.UserId;
import org.lectorium.core.Viewer;
import org.lectorium.core.Viewer.LinkHolder;
import org.lectorium.core.Viewer.Person;

/**
 * The one place where it is decided who may watch what. A recording has an audience, a set of keys; a viewer holds
 * keys; who holds one of the audience's may watch. PostgreSQL ({@code audience && held}) and Elasticsearch
 * ({@code terms}) ask the same of the same two sets, so that no list, count or facet can know better than this.
 */
public final class Audience {

    private static final String EVERYBODY = "organisation";

    private Audience() {}

    /** The keys that open a recording. */
    public static Set<String> of(RecordingId recording, AccessRule rule) {
        var keys = new HashSet<String>();
        rule.owners().forEach(owner -> keys.add(key(owner)));
        switch (rule.level()) {
            case PRIVATE, LINK -> {}
            case PARTICIPANTS -> rule.attended().forEach(person -> keys.add(key(person)));
            case GROUP -> rule.groups().forEach(group -> keys.add(key(group)));
            case ORGANISATION -> keys.add(EVERYBODY);
        }
        if (rule.level() != AccessLevel.PRIVATE) {
            keys.add(linkKey(recording));
        }
        return Set.copyOf(keys);
    }

    /** The keys that somebody holds; empty for who needs none. */
    public static Optional<Set<String>> heldBy(Viewer viewer) {
        return switch (viewer) {
            case Person person when person.admin() -> Optional.empty();
            case Person person -> {
                var keys = new HashSet<String>();
                keys.add(EVERYBODY);
                keys.add(key(person.id()));
                person.groups().forEach(group -> keys.add(key(group)));
                yield Optional.of(Set.copyOf(keys));
            }
            case LinkHolder guest -> Optional.of(Set.of(linkKey(guest.recording())));
        };
    }

    public static boolean mayWatch(Viewer viewer, RecordingId recording, AccessRule rule) {
        return heldBy(viewer)
                .map(held -> !Collections.disjoint(held, of(recording, rule)))
                .orElse(true);
    }

    // Each kind has a beginning of its own, so that no group can be called like a person.

    public static String key(UserId person) {
        return "person:" + person;
    }

    private static String key(String group) {
        return "group:" + group;
    }

    private static String linkKey(RecordingId recording) {
        return "link:" + recording;
    }
}
