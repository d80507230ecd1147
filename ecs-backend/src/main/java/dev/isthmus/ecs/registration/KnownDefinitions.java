package dev.isthmus.ecs.registration;

import dev.isthmus.ecs.view.DefinitionView;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A bounded cache of task definitions, and a record of those of Isthmus that were used recently. The bound is for frameworks whose every task needs a
 * task definition of its own. Evicted ones are found again by one call. Not thread-safe.
 */
final class KnownDefinitions {

    /** How many are known at once; one takes about a kilobyte. */
    static final int MOST = 10_000;

    /** Least recently asked for first. */
    private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true);

    /** Least recently used first. What ECS lets anybody find or register within the hour bounds it. */
    private final Map<String, Instant> used = new LinkedHashMap<>(16, 0.75f, true);

    private record Known(DefinitionView definition, Instant until) {}

    /** The definition of this name, if it is known and still holds. */
    Optional<DefinitionView> find(String name, Instant now) {
        Known found = known.get(name);
        if (found == null) {
            return Optional.empty();
        }
        if (!now.isBefore(found.until())) {
            known.remove(name);
            return Optional.empty();
        }
        return Optional.of(found.definition());
    }

    /** Adds a task definition until that time, and evicts the least recently used one if there are too many. */
    void put(String name, DefinitionView definition, Instant until) {
        known.put(name, new Known(definition, until));
        if (known.size() > MOST) {
            Iterator<String> eldest = known.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    void forget(String name) {
        known.remove(name);
    }

    /** To be called when a task definition of Isthmus is used. */
    void use(String name, Instant now) {
        used.put(name, now);
        forgetUnused(now);
    }

    /** The families of Isthmus that were used within the last hour, whether they are still cached or not. */
    Set<String> usedOfLate(Instant now) {
        forgetUnused(now);
        return used.keySet();
    }

    private void forgetUnused(Instant now) {
        Instant since = now.minus(DefinitionRetention.KEPT);
        Iterator<Instant> eldest = used.values().iterator();
        while (eldest.hasNext() && eldest.next().isBefore(since)) {
            eldest.remove();
        }
    }

    /** How many are remembered, used ones included. */
    int size() {
        return known.size() + used.size();
    }
}
