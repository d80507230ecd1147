package dev.isthmus.mesos.offer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The roles of the framework, and which of them want no offers just now. */
final class Roles {

    private List<String> all = List.of();
    private final Set<String> suppressed = new LinkedHashSet<>();

    /**
     * Sets both anew.
     *
     * @return the roles that want offers now and did not before
     */
    List<String> set(List<String> roles, Collection<String> suppressedRoles) {
        List<String> before = active();
        all = List.copyOf(roles);
        suppressed.clear();
        suppressed.addAll(suppressedRoles);
        List<String> woken = new ArrayList<>(active());
        woken.removeAll(before);
        return woken;
    }

    /** Whether each of these is one of the framework's. */
    boolean containAll(Collection<String> roles) {
        return all.containsAll(roles);
    }

    List<String> all() {
        return all;
    }

    /** Those that want offers. */
    List<String> active() {
        return all.stream().filter(role -> !suppressed.contains(role)).toList();
    }

    Set<String> suppressed() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(suppressed));
    }

    void suppress(Collection<String> roles) {
        suppressed.addAll(roles);
    }

    void revive(Collection<String> roles) {
        suppressed.removeAll(roles);
    }
}
