package dev.isthmus.mesos.machine;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private List<ServedFramework> touched = new ArrayList<>();
    /** Those that were touched in the step before, while they are looked at; empty else. */
    private List<ServedFramework> settling = new ArrayList<>();

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
        if (!allTouched && !framework.isTouched()) {
            framework.touched(true);
            touched.add(framework);
        }
    }

    /** Something of each framework may change in this step. */
    private void touchAll() {
        allTouched = true;
        touched.forEach(framework -> framework.touched(false));
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
        List<ServedFramework> changed = touched;
        touched = settling;
        settling = changed;
        if (allTouched) {
            allTouched = false;
            changed.addAll(frameworks.values());
        }
        List<ServedFramework> closed = changed.isEmpty() ? List.of() : look(changed);
        changed.clear();
        return closed;
    }

    private List<ServedFramework> look(List<ServedFramework> changed) {
        List<ServedFramework> closed = new ArrayList<>(0);
        for (ServedFramework framework : changed) {
            framework.touched(false);
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
        Retry before = retryOf.remove(id);
        if (before != null) {
            retries.remove(before);
        }
        if (retry.isPresent()) {
            Retry next = new Retry(retry.get(), id);
            retryOf.put(id, next);
            retries.add(next);
        }
        doubts.remove(id);
        if (doubt.isPresent()) {
            doubts.put(id, doubt.get());
        }
    }
}
