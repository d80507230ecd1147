package dev.isthmus.mesos.machine;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The frameworks of a machine, and what it has to know of them after each step without a look at all: who has a retry due, and who is in doubt. Whoever changes
 * something of one touches it.
 */
final class ServedFrameworks {

    /** A framework that has an update to send again, and when. */
    private record Retry(Instant due, FrameworkId framework) {}

    private final Map<FrameworkId, ServedFramework> frameworks = new LinkedHashMap<>();
    private final Map<FrameworkId, Retry> retryOf = new LinkedHashMap<>();
    private final TreeSet<Retry> retries =
            new TreeSet<>(Comparator.comparing(Retry::due).thenComparing(Retry::framework));
    private final SortedMap<FrameworkId, Epoch> doubts = new TreeMap<>();
    private final Set<ServedFramework> touched = new LinkedHashSet<>();
    private boolean allTouched;

    void add(ServedFramework framework) {
        frameworks.put(framework.id(), framework);
    }

    /** The framework of this id, if it is known. */
    @Nullable
    ServedFramework find(FrameworkId framework) {
        return frameworks.get(framework);
    }

    /** Something of a framework may change in this step. */
    void touch(ServedFramework framework) {
        if (!allTouched) {
            touched.add(framework);
        }
    }

    /** Something of each framework may change in this step. */
    private void touchAll() {
        allTouched = true;
        touched.clear();
    }

    /** Does something with a framework, if it is known, which may change it. */
    void with(FrameworkId id, Consumer<ServedFramework> what) {
        ServedFramework framework = frameworks.get(id);
        if (framework != null) {
            touch(framework);
            what.accept(framework);
        }
    }

    /** Does something with each framework, in the order in which they came. */
    void each(Consumer<ServedFramework> what) {
        touchAll();
        frameworks.values().forEach(what);
    }

    /** Has those send updates again that are due. */
    void retry(Instant now) {
        List<FrameworkId> due = new ArrayList<>();
        for (Retry retry : retries) {
            if (retry.due().isAfter(now)) {
                break;
            }
            due.add(retry.framework());
        }
        due.forEach(id -> with(id, ServedFramework::retry));
    }

    /** When the first update is to be sent again. */
    Optional<Instant> nextRetry() {
        return retries.isEmpty()
                ? Optional.empty()
                : Optional.of(retries.first().due());
    }

    /** The doubts of all frameworks that have one. */
    Map<FrameworkId, Epoch> doubts() {
        return Collections.unmodifiableMap(doubts);
    }

    /** The step is over: looks at what has been touched. Returns those that are closed, which are known no more. */
    List<ServedFramework> settle() {
        Collection<ServedFramework> changed = List.copyOf(allTouched ? frameworks.values() : touched);
        allTouched = false;
        touched.clear();
        List<ServedFramework> closed = new ArrayList<>();
        for (ServedFramework framework : changed) {
            framework.check();
            if (framework.isClosed()) {
                closed.add(framework);
                frameworks.remove(framework.id());
                note(framework.id(), Optional.empty(), Optional.empty());
            } else {
                note(framework.id(), framework.nextRetry(), framework.doubt());
            }
        }
        return closed;
    }

    private void note(FrameworkId id, Optional<Instant> retry, Optional<Epoch> doubt) {
        Optional.ofNullable(retryOf.remove(id)).ifPresent(retries::remove);
        doubts.remove(id);
        retry.map(due -> new Retry(due, id)).ifPresent(next -> {
            retryOf.put(id, next);
            retries.add(next);
        });
        doubt.ifPresent(epoch -> doubts.put(id, epoch));
    }
}
