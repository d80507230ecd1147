package dev.isthmus.master.subscription;

import java.util.LinkedHashSet;
import java.util.Set;

/** The ids of frameworks that were removed and cannot come back. The oldest is forgotten when there are too many, as in Mesos, which keeps 50. */
final class RemovedIds {

    private static final int MOST = 10_000;

    private final Set<String> ids = new LinkedHashSet<>();

    void add(String id) {
        ids.add(id);
        if (ids.size() > MOST) {
            ids.remove(ids.iterator().next());
        }
    }

    boolean contains(String id) {
        return ids.contains(id);
    }
}
