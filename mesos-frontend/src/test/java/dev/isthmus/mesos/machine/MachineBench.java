package dev.isthmus.mesos.machine;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.mesos.machine.options.MachineOptions;
import dev.isthmus.mesos.machine.options.MasterMachineOptions;
import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The machine itself, as a driver steps it. */
record MachineBench(FrameworkMachine machine) implements PointBench {

    MachineBench(MasterMachineOptions master, MachineOptions framework) {
        this(new FrameworkMachine(master, framework));
    }

    @Override
    public List<Output> step(Instant now, Input input) {
        return machine.step(now, input);
    }

    @Override
    public Optional<Instant> nextDue() {
        return machine.nextDue();
    }

    @Override
    public Optional<Epoch> doubt() {
        return machine.doubt();
    }

    FrameworkState state() {
        return machine.state();
    }
}
