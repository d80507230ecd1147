package dev.isthmus.mesos.machine;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.mesos.machine.options.MachineOptions;
import dev.isthmus.mesos.machine.options.MasterMachineOptions;
import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.MasterOutput;
import dev.isthmus.mesos.machine.step.Output;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What a Mesos master and its driver do for one framework, as a state machine: a {@link MasterMachine} with one framework. One thread, no I/O, no clock. Each step
 * takes one input with the time and returns what is to be done, in order. No input makes it throw.
 */
public final class FrameworkMachine {

    private final MasterMachine machine;
    private final ServedFramework framework;

    /** Creates a machine that has not started. */
    public FrameworkMachine(MasterMachineOptions master, MachineOptions options) {
        machine = new MasterMachine(master);
        framework = machine.add(options);
    }

    /**
     * Takes one step: what has fallen due by now, then the input.
     *
     * @param now the steady time; never before that of an earlier step
     * @return what is to be done, in order
     */
    public List<Output> step(Instant now, Input input) {
        if (framework.isClosed()) {
            return List.of();
        }
        List<MasterOutput> all = machine.step(now, new MasterInput.Of(framework.id(), input));
        if (all.isEmpty()) {
            return List.of();
        }
        List<Output> outputs = new ArrayList<>(all.size());
        for (MasterOutput each : all) {
            outputs.add(each.output());
        }
        return Collections.unmodifiableList(outputs);
    }

    /** When a {@link Input.Tick} is due, if nothing happens before. */
    public Optional<Instant> nextDue() {
        return framework.isClosed() ? Optional.empty() : machine.nextDue();
    }

    /** What it holds now. Costs a look at each agent, task and offer. */
    public MasterView view() {
        return machine.view();
    }

    /**
     * The highest epoch of the tasks that wait because their epoch is above this driver's. Its caller asks the journal whether a newer driver has
     * come, and answers with {@link Input.Stands} if none has, with {@link Input.TakenOver} if one has.
     */
    public Optional<Epoch> doubt() {
        return Optional.ofNullable(machine.doubts().get(framework.id()));
    }

    FrameworkState state() {
        return framework.state();
    }
}
