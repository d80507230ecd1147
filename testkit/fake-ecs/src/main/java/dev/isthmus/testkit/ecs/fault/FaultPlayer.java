package dev.isthmus.testkit.ecs.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Decides which call meets which fault, by the rules. Not thread-safe.
 *
 * <p>It is asked in two steps, as conditions look at the cluster and ask predicates of tests, which a shell does without its lock:
 * {@link #candidates} of a call, then {@link #meet} with those of them whose conditions the call {@link Candidate#fulfilledBy fulfils}.
 */
public final class FaultPlayer {
    /** Rules that are played to their end are kept for those who ask, the newest of them. */
    private static final int DONE_KEPT = 1_000;

    /** A fault that a call meets, and a number of its own to draw from. */
    public record Met(Fault fault, long salt) {}

    /** A rule that a call may meet the fault of. */
    public static final class Candidate {
        private final FaultRule rule;
        private final long seed;
        private long calls;
        private long played;

        private Candidate(FaultRule rule, long seed) {
            this.rule = rule;
            this.seed = seed;
        }

        /** Whether the call is what the rule is about. Of the candidate itself it reads what never changes: any thread may ask. */
        public boolean fulfilledBy(CallSubject call) {
            return rule.conditions().stream().allMatch(call::fulfils);
        }

        private boolean concerns(String operation, Duration sinceStart) {
            return (rule.operation().equals(FaultRule.ANY) || rule.operation().equals(operation))
                    && rule.fault().concerns(operation)
                    && rule.from().compareTo(sinceStart) <= 0
                    && rule.until().map(end -> end.compareTo(sinceStart) > 0).orElse(true);
        }

        private FaultCount count() {
            return new FaultCount(rule, calls, played);
        }

        /** Depends on the seed, the rule's place and the call's number alone, so other calls and rules do not change it. */
        private SplittableRandom draw() {
            return new SplittableRandom(seed ^ (calls * 0x9E3779B97F4A7C15L));
        }

        private boolean meets() {
            return rule.occurrence()
                    .fold(
                            always -> true,
                            next -> played < next.times(),
                            nth -> calls == nth.number(),
                            every -> calls % every.number() == 0,
                            chance -> draw().nextDouble() < chance.probability());
        }
    }

    private final List<Candidate> active = new ArrayList<>();
    private final List<FaultCount> done = new ArrayList<>();
    private long added;

    public void add(FaultSchedule schedule) {
        schedule.rules().forEach(rule -> active.add(new Candidate(rule, mix(schedule.seed() + mix(++added)))));
    }

    /** The rules for calls of this operation at this time, in order. */
    public List<Candidate> candidates(String operation, Duration sinceStart) {
        return active.isEmpty()
                ? List.of()
                : active.stream()
                        .filter(rule -> rule.concerns(operation, sinceStart))
                        .toList();
    }

    /** The fault of the first of the rules that has one for this call; all of them count the call, which fulfils their conditions. */
    public Optional<Met> meet(List<Candidate> rules) {
        Candidate first = null;
        for (Candidate rule : rules) {
            rule.calls++;
            if (first == null && rule.meets()) {
                first = rule;
            }
        }
        if (first == null) {
            return Optional.empty();
        }
        first.played++;
        if (first.rule.occurrence() instanceof FaultOccurrence.Next
                && first.count().left() == 0) {
            active.remove(first);
            done.add(first.count());
            if (done.size() > DONE_KEPT) {
                done.remove(0);
            }
        }
        return Optional.of(new Met(first.rule.fault(), first.draw().nextLong()));
    }

    public List<FaultCount> counts() {
        List<FaultCount> all = new ArrayList<>(done);
        active.forEach(rule -> all.add(rule.count()));
        return all;
    }

    public int pending() {
        return (int) active.stream().mapToLong(rule -> rule.count().left()).sum();
    }

    public void clear() {
        active.clear();
    }

    private static long mix(long value) {
        return new SplittableRandom(value).nextLong();
    }
}
