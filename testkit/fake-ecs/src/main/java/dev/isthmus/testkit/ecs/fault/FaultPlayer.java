package dev.isthmus.testkit.ecs.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Decides which call meets which fault, by the rules. Thread-safe. */
public final class FaultPlayer {
    /** Rules that are played to their end are kept for those who ask, the newest of them. */
    private static final int DONE_KEPT = 1_000;

    /** A fault that a call meets, and a number of its own to draw from. */
    public record Met(Fault fault, long salt) {}

    private static final class State {
        final FaultRule rule;
        final long seed;
        long calls;
        long played;

        State(FaultRule rule, long seed) {
            this.rule = rule;
            this.seed = seed;
        }

        FaultCount count() {
            return new FaultCount(rule, calls, played);
        }

        /** Depends on the seed, the rule's place and the call's number alone, so other calls and rules do not change it. */
        SplittableRandom draw() {
            return new SplittableRandom(seed ^ (calls * 0x9E3779B97F4A7C15L));
        }

        boolean meets() {
            return rule.occurrence()
                    .fold(
                            always -> true,
                            next -> played < next.times(),
                            nth -> calls == nth.number(),
                            every -> calls % every.number() == 0,
                            chance -> draw().nextDouble() < chance.probability());
        }
    }

    private final Object lock = new Object();
    private final List<State> active = new ArrayList<>();
    private final List<FaultCount> done = new ArrayList<>();
    private long added;

    public void add(FaultSchedule schedule) {
        synchronized (lock) {
            schedule.rules().forEach(rule -> active.add(new State(rule, mix(schedule.seed() + mix(++added)))));
        }
    }

    /** The fault of the first rule that has one for this call; all rules count the call that it is about. */
    public Optional<Met> meet(CallSubject call, Duration sinceStart) {
        List<State> about = about(call, sinceStart);
        synchronized (lock) {
            State first = null;
            for (State state : about) {
                state.calls++;
                if (first == null && state.meets()) {
                    first = state;
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
    }

    /** Without the lock: conditions look at the cluster, and ask predicates of tests. */
    private List<State> about(CallSubject call, Duration now) {
        List<State> all;
        synchronized (lock) {
            if (active.isEmpty()) {
                return List.of();
            }
            all = List.copyOf(active);
        }
        return all.stream()
                .filter(state -> state.rule.operation().equals(FaultRule.ANY)
                        || state.rule.operation().equals(call.operation))
                .filter(state -> state.rule.fault().concerns(call.operation))
                .filter(state -> state.rule.from().compareTo(now) <= 0)
                .filter(state ->
                        state.rule.until().map(end -> end.compareTo(now) > 0).orElse(true))
                .filter(state -> state.rule.conditions().stream().allMatch(call::fulfils))
                .toList();
    }

    public List<FaultCount> counts() {
        synchronized (lock) {
            List<FaultCount> all = new ArrayList<>(done);
            active.forEach(state -> all.add(state.count()));
            return all;
        }
    }

    public int pending() {
        synchronized (lock) {
            return (int)
                    active.stream().mapToLong(state -> state.count().left()).sum();
        }
    }

    public void clear() {
        synchronized (lock) {
            active.clear();
        }
    }

    private static long mix(long value) {
        return new SplittableRandom(value).nextLong();
    }
}
