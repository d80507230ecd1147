package dev.isthmus.mesos.machine;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.mesos.machine.options.MasterMachineOptions;
import dev.isthmus.mesos.machine.state.MasterState;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.MasterOutput;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a Mesos master does for any number of frameworks on one cluster, as a state machine: one thread, no I/O, no clock. Each step takes one input with the time and
 * returns what is to be done, in order. No input makes it throw. A framework is known from its {@link MasterInput.Subscribe} until its output {@code Close}, after
 * which nothing is put out for it.
 */
public final class MasterMachine {

    private final MasterState master;

    /** A machine without frameworks. */
    public MasterMachine(MasterMachineOptions options) {
        master = new MasterState(options);
    }

    /**
     * Takes one step: what has fallen due by now, then the input.
     *
     * @param now the steady time; never before that of an earlier step
     * @return what is to be done, in order
     */
    public List<MasterOutput> step(Instant now, MasterInput input) {
        master.time().now(now);
        return master.drain();
    }

    /** When a {@link MasterInput.Tick} is due, if nothing happens before. */
    public Optional<Instant> nextDue() {
        return master.timers().nextDue();
    }

    /**
     * For each framework with tasks that wait because their epoch is above its own, the highest of those epochs, by framework id. The caller asks the framework's journal
     * whether a newer driver has come, and answers with {@link dev.isthmus.mesos.machine.step.Input.Stands} if none has, with
     * {@link dev.isthmus.mesos.machine.step.Input.TakenOver} if one has.
     */
    public Map<FrameworkId, Epoch> doubts() {
        return Map.of();
    }

    /** What it holds now. */
    public MasterView view() {
        return new MasterView(List.of(), List.of(), List.of());
    }
}
