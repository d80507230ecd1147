package dev.isthmus.master.serving;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.mesos.machine.MasterMachine;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.machine.offer.AgentStanding;
import dev.isthmus.mesos.machine.options.MasterMachineOptions;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.MasterOutput;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The machine that a master really has. */
public record OneMachine(MasterMachine machine) implements SharedMachine {

    /** A machine without frameworks. */
    public OneMachine(MasterMachineOptions options) {
        this(new MasterMachine(options));
    }

    @Override
    public List<MasterOutput> step(Instant now, MasterInput input) {
        return machine.step(now, input);
    }

    @Override
    public MasterView view() {
        return machine.view();
    }

    @Override
    public boolean isAlive(FrameworkId framework, String task) {
        return machine.isAlive(framework, task);
    }

    @Override
    public List<AgentStanding> standings(FrameworkId framework) {
        return machine.standings(framework);
    }

    @Override
    public Optional<Instant> nextDue() {
        return machine.nextDue();
    }

    @Override
    public Map<FrameworkId, Epoch> doubts() {
        return machine.doubts();
    }
}
