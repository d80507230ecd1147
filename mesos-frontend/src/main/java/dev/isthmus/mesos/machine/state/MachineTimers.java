package dev.isthmus.mesos.machine.state;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.LaunchId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/** The timers of the machine. An alarm that has become obsolete is ignored by its receiver. */
public final class MachineTimers {

    public sealed interface Alarm {

        /** Calls the case of this alarm. */
        void match(Cases cases);

        /**
         * Whether it has become obsolete.
         *
         * @param over whether the task of a launch has ended
         * @param gone whether an offer is no longer outstanding
         */
        boolean hasPassed(Predicate<LaunchId> over, Predicate<String> gone);
    }

    /** A method for each alarm; a dispatcher that lacks one does not compile. */
    public interface Cases {

        void allocate(Allocate alarm);

        void agentTimeout(AgentTimeout alarm);

        void completionTime(CompletionTime alarm);

        void startTimeout(StartTimeout alarm);

        void offerTimeout(OfferTimeout alarm);

        void drainTimeout(DrainTimeout alarm);

        void leaseDue(LeaseDue alarm);

        void allShown(AllShown alarm);
    }

    public record Allocate(Instant due) implements Alarm {
        @Override
        public void match(Cases cases) {
            cases.allocate(this);
        }

        @Override
        public boolean hasPassed(Predicate<LaunchId> over, Predicate<String> gone) {
            return false;
        }
    }

    public record AgentTimeout(AgentId agent, Instant disconnectedAt) implements Alarm {
        @Override
        public void match(Cases cases) {
            cases.agentTimeout(this);
        }

        @Override
        public boolean hasPassed(Predicate<LaunchId> over, Predicate<String> gone) {
            return false;
        }
    }

    public record CompletionTime(LaunchId launch) implements Alarm {
        @Override
        public void match(Cases cases) {
            cases.completionTime(this);
        }

        @Override
        public boolean hasPassed(Predicate<LaunchId> over, Predicate<String> gone) {
            return over.test(launch);
        }
    }

    public record StartTimeout(LaunchId launch) implements Alarm {
        @Override
        public void match(Cases cases) {
            cases.startTimeout(this);
        }

        @Override
        public boolean hasPassed(Predicate<LaunchId> over, Predicate<String> gone) {
            return over.test(launch);
        }
    }

    public record OfferTimeout(String offer) implements Alarm {
        @Override
        public void match(Cases cases) {
            cases.offerTimeout(this);
        }

        @Override
        public boolean hasPassed(Predicate<LaunchId> over, Predicate<String> gone) {
            return gone.test(offer);
        }
    }

    public record DrainTimeout() implements Alarm {
        @Override
        public void match(Cases cases) {
            cases.drainTimeout(this);
        }

        @Override
        public boolean hasPassed(Predicate<LaunchId> over, Predicate<String> gone) {
            return false;
        }
    }

    public record LeaseDue() implements Alarm {
        @Override
        public void match(Cases cases) {
            cases.leaseDue(this);
        }

        @Override
        public boolean hasPassed(Predicate<LaunchId> over, Predicate<String> gone) {
            return false;
        }
    }

    public record AllShown() implements Alarm {
        @Override
        public void match(Cases cases) {
            cases.allShown(this);
        }

        @Override
        public boolean hasPassed(Predicate<LaunchId> over, Predicate<String> gone) {
            return false;
        }
    }

    /** With fewer alarms than this, obsolete ones are not looked for. */
    public static final int FEW = 1000;

    private record Entry(Instant due, long order, Alarm alarm) {}

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::due).thenComparing(Entry::order));
    private long order;
    private int many = FEW;

    /** Sets an alarm. */
    public void at(Instant due, Alarm alarm) {
        entries.add(new Entry(due, order++, alarm));
    }

    /** Takes the next alarm that is due. */
    public Optional<Alarm> take(Instant now) {
        Entry first = entries.peek();
        if (first == null || first.due.isAfter(now)) {
            return Optional.empty();
        }
        entries.remove();
        return Optional.of(first.alarm);
    }

    /** Removes obsolete alarms, when there are twice as many alarms as were left the last time. */
    public void sweep(Predicate<Alarm> passed) {
        if (entries.size() > many) {
            entries.removeIf(entry -> passed.test(entry.alarm));
            many = Math.max(FEW, 2 * entries.size());
        }
    }

    /** How many alarms are set, obsolete ones among them. */
    public int size() {
        return entries.size();
    }

    /** When the next alarm is due. */
    public Optional<Instant> nextDue() {
        return Optional.ofNullable(entries.peek()).map(Entry::due);
    }

    /** Removes all alarms. */
    public void clear() {
        entries.clear();
    }
}
