package org.lectorium.catalog.access;

import java.util.List;
import java.util.Set;
import org.lectorium.core.AccessLevel;
import org.lectorium.core.UserId;
import org.lectorium.core.Viewer;
import org.lectorium.core.Viewer.LinkHolder;
import org.lectorium.core.Viewer.Person;

/**
 * What is laid down about a recording. {@link Audience} says what it means.
 *
 * @param groups whose members may watch; counts at {@link AccessLevel#GROUP} only, but is kept at every level
 * @param owners the owner first, then the co-owners
 * @param attended who was in the conference; counts at {@link AccessLevel#PARTICIPANTS} only
 */
public record AccessRule(AccessLevel level, Set<String> groups, List<UserId> owners, Set<UserId> attended) {

    public AccessRule {
        groups = Set.copyOf(groups);
        owners = List.copyOf(owners);
        attended = Set.copyOf(attended);
    }

    /** Whether they may rename, trash, share and see it in the trash. */
    public boolean mayManage(Viewer viewer) {
        return switch (viewer) {
            case Person person -> person.admin() || owners.contains(person.id());
            case LinkHolder guest -> false;
        };
    }
}
