package dev.isthmus.mesos.machine.state;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.mesos.task.MesosTask;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/** The timers of the machine. An alarm that has become obsolete is ignored by its receiver. */
public final class MachineTimers {

    public sealed interface Alarm {

        /** Calls the case of this alarm. */
        void match(Cases cases);

        /** The framework that it is of; empty if it is of all. */
        default Optional<FrameworkId> framework() {
            return Optional.empty();
        }

        /** Whether it has become obsolete. */
        default boolean hasPassed(Present present) {
            return false;
        }
    }

    /** What there is, for which alarms are set. */
    public interface Present {

        /** Whether the task of a framework's launch is over, or is not known. */
        boolean hasEnded(FrameworkId framework, LaunchId launch);

        /** Whether the end of a framework's launch is still to be told, or to be acknowledged. */
        boolean isEndPending(FrameworkId framework, LaunchId launch);

        /** Whether an offer is outstanding. */
        boolean isOutstanding(String offer);
    }

    /** An alarm of one framework. */
    public sealed interface OfFramework extends Alarm {

        /** The framework. */
        FrameworkId owner();

        @Override
        default Optional<FrameworkId> framework() {
            return Optional.of(owner());
        }
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

        void endDue(EndDue alarm);

        void abandoned(Abandoned alarm);
    }

    public record Allocate(Instant due) implements Alarm {
        @Override
        public void match(Cases cases) {
            cases.allocate(this);
        }
    }

    public record AgentTimeout(AgentId agent, Instant disconnectedAt) implements Alarm {
        @Override
        public void match(Cases cases) {
            cases.agentTimeout(this);
        }
    }

    public record CompletionTime(FrameworkId owner, LaunchId launch) implements OfFramework {
        @Override
        public void match(Cases cases) {
            cases.completionTime(this);
        }

        @Override
        public boolean hasPassed(Present present) {
            return present.hasEnded(owner, launch);
        }
    }

    public record StartTimeout(FrameworkId owner, LaunchId launch) implements OfFramework {
        @Override
        public void match(Cases cases) {
            cases.startTimeout(this);
        }

        @Override
        public boolean hasPassed(Present present) {
            return present.hasEnded(owner, launch);
        }
    }

    public record OfferTimeout(FrameworkId owner, String offer) implements OfFramework {
        @Override
        public void match(Cases cases) {
            cases.offerTimeout(this);
        }

        @Override
        public boolean hasPassed(Present present) {
            return !present.isOutstanding(offer);
        }
    }

    public record DrainTimeout(FrameworkId owner) implements OfFramework {
        @Override
        public void match(Cases cases) {
            cases.drainTimeout(this);
        }
    }

    public record LeaseDue(FrameworkId owner, Instant due) implements OfFramework {
        @Override
        public void match(Cases cases) {
            cases.leaseDue(this);
        }
    }

    public record AllShown(FrameworkId owner) implements OfFramework {
        @Override
        public void match(Cases cases) {
            cases.allShown(this);
        }
    }

    /**
     * The backend may forget an end soon.
     *
     * @param end as it is to be kept if it is still to be acknowledged
     */
    public record EndDue(FrameworkId owner, MasterEntry.TaskEnd end) implements OfFramework {
        @Override
        public void match(Cases cases) {
            cases.endDue(this);
        }

        @Override
        public boolean hasPassed(Present present) {
            return !present.isEndPending(owner, end.launch());
        }
    }

    /**
     * The inventory shows what the tasks take that a framework has left behind.
     *
     * @param tasks which had not ended when it went
     */
    public record Abandoned(List<MesosTask> tasks) implements Alarm {

        /** Copies the list. */
        public Abandoned {
            tasks = List.copyOf(tasks);
        }

        @Override
        public void match(Cases cases) {
            cases.abandoned(this);
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

    /** Removes an alarm, if it is set. */
    public void remove(Alarm alarm) {
        entries.removeIf(entry -> entry.alarm.equals(alarm));
    }

    /** Removes all alarms of a framework. */
    public void clear(FrameworkId framework) {
        Optional<FrameworkId> owner = Optional.of(framework);
        entries.removeIf(entry -> entry.alarm.framework().equals(owner));
    }
}
