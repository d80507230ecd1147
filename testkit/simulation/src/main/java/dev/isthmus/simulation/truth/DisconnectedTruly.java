package dev.isthmus.simulation.truth;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.simulation.law.WorldLaw;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.verdict.Court;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * R-WD-17: {@code disconnected} is told only when reads of one kind have failed, three of them or more over several seconds, and the last not because it was
 * throttled: frameworks react severely to it.
 */
public final class DisconnectedTruly implements WorldLaw {

    private static final int FAILURES = 3;
    private static final Duration LASTING = Duration.ofSeconds(5);
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final Court court;
    private final Duration remembered;
    private final Map<DriverLife, Map<String, Deque<Failure>>> failures = new HashMap<>();
    private final Map<DriverLife, Instant> wentOn = new HashMap<>();
    private final Map<DriverLife, Instant> stoodFrom = new HashMap<>();
    /** When it could be told last that the backend of all frameworks has lost the cluster. */
    private Instant commonLoss = Instant.MIN;

    private record Failure(Category category, Instant at) {}

    /** Nothing has failed. */
    public DisconnectedTruly(Court court, Looks looks) {
        this.court = court;
        this.remembered = looks.withinIfCallsFail();
    }

    @Override
    public String rule() {
        return "R-WD-17";
    }

    @Override
    public void frozen(DriverLife life, boolean stands) {
        (stands ? stoodFrom : wentOn).put(life, court.now());
    }

    @Override
    public void came(DriverLife life, String operation, Optional<Category> failure) {
        boolean read = operation.startsWith("Describe") || operation.startsWith("List");
        if (read && failure.isPresent()) {
            Deque<Failure> its = failures.computeIfAbsent(life, first -> new TreeMap<>())
                    .computeIfAbsent(operation, first -> new ArrayDeque<>());
            its.add(new Failure(failure.get(), court.now()));
            boolean still = wentOn.getOrDefault(life, Instant.MIN).isAfter(oldest());
            while (!still && its.getFirst().at().isBefore(oldest())) {
                its.removeFirst();
            }
            if (life.equals(DriverLife.OF_COMMON_BACKEND) && lasts(its)) {
                commonLoss = court.now();
            }
        }
    }

    private Instant oldest() {
        return court.now().minus(remembered);
    }

    @Override
    public void connected(DriverLife life, boolean connected) {
        if (!connected && !hasFailed(life) && !hasFailed(DriverLife.OF_COMMON_BACKEND) && !wasToldWhileItStood(life)) {
            court.broken(
                    rule(), life + " tells that it is disconnected, where no read has failed for long: " + of(life));
        }
    }

    /** A process that goes on hears at once, in order, what a backend of others told it while it stood still. */
    private boolean wasToldWhileItStood(DriverLife life) {
        Instant stood = stoodFrom.get(life);
        return stood != null
                && !wentOn.getOrDefault(life, Instant.MIN).isBefore(court.now().minus(AT_ONCE))
                && !commonLoss.isBefore(stood.minus(remembered));
    }

    private boolean hasFailed(DriverLife life) {
        return of(life).values().stream().anyMatch(this::lasts);
    }

    private boolean lasts(Deque<Failure> its) {
        Failure last = its.getLast();
        return its.size() >= FAILURES
                && last.category() != Category.THROTTLED
                && !last.at().isBefore(oldest())
                && !its.getFirst().at().plus(LASTING).isAfter(last.at());
    }

    private Map<String, Deque<Failure>> of(DriverLife life) {
        return failures.getOrDefault(life, Map.of());
    }

    @Override
    public void ended(DriverLife life) {
        failures.remove(life);
        wentOn.remove(life);
        stoodFrom.remove(life);
    }
}
