package dev.isthmus.ecs.step;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A bounded set, which evicts what was added first. Not thread-safe.
 *
 * @param <T> the type of the elements
 */
public final class EvictingSet<T> {

    private final int most;
    private final Set<T> things = new LinkedHashSet<>();

    /** At most so many. */
    public EvictingSet(int most) {
        this.most = most;
    }

    /** Remembers it; says whether it was new. */
    public boolean add(T thing) {
        boolean added = things.add(thing);
        if (things.size() > most) {
            things.remove(things.iterator().next());
        }
        return added;
    }

    /** Whether it is remembered. */
    public boolean contains(T thing) {
        return things.contains(thing);
    }

    /** Forgets it. */
    public void remove(T thing) {
        things.remove(thing);
    }

    int size() {
        return things.size();
    }
}
