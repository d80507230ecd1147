package dev.isthmus.simulation.planted.master;

import dev.isthmus.master.serving.SharedMachine;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.MasterOutput;
import dev.isthmus.simulation.PassedMachine;
import java.time.Instant;
import java.util.List;

/** That an offer is void is not told. */
public final class RescindsLost extends PassedMachine {

    /** Over the real one. */
    public RescindsLost(SharedMachine real) {
        super(real);
    }

    @Override
    public List<MasterOutput> step(Instant now, MasterInput input) {
        return super.step(now, input).stream()
                .filter(output -> !(output.output() instanceof Callback.Rescinded))
                .toList();
    }
}
