package dev.isthmus.simulation.planted.master;

import dev.isthmus.master.serving.SharedMachine;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.MasterOutput;
import dev.isthmus.simulation.PassedMachine;
import java.time.Instant;
import java.util.List;

/** The weights of roles are said to be set, and are not. */
public final class WeightsIgnored extends PassedMachine {

    /** Over the real one. */
    public WeightsIgnored(SharedMachine real) {
        super(real);
    }

    @Override
    public List<MasterOutput> step(Instant now, MasterInput input) {
        return input instanceof MasterInput.Weights ? List.of() : super.step(now, input);
    }
}
