package dev.isthmus.simulation;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.master.serving.SharedMachine;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.machine.offer.AgentStanding;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.MasterOutput;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A machine of a master that is passed on, but for what a subclass does to it. */
public abstract class PassedMachine implements SharedMachine {

    private final SharedMachine real;

    protected PassedMachine(SharedMachine real) {
        this.real = real;
    }

    @Override
    public List<MasterOutput> step(Instant now, MasterInput input) {
        return real.step(now, input);
    }

    @Override
    public final boolean isAlive(FrameworkId framework, String task) {
        return real.isAlive(framework, task);
    }

    @Override
    public final MasterView view() {
        return real.view();
    }

    @Override
    public final List<AgentStanding> standings(FrameworkId framework) {
        return real.standings(framework);
    }

    @Override
    public final Optional<Instant> nextDue() {
        return real.nextDue();
    }

    @Override
    public final Map<FrameworkId, Epoch> doubts() {
        return real.doubts();
    }
}
