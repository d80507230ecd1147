package dev.isthmus.simulation.planted.master;

import dev.isthmus.master.serving.SharedMachine;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.MasterOutput;
import dev.isthmus.simulation.PassedMachine;
import java.time.Instant;
import java.util.List;

/** The quotas that an operator sets, and a journal recalls, are not acted by. */
public final class QuotasForgotten extends PassedMachine {

    /** Over the real one. */
    public QuotasForgotten(SharedMachine real) {
        super(real);
    }

    @Override
    public List<MasterOutput> step(Instant now, MasterInput input) {
        return input instanceof MasterInput.Quotas ? List.of() : super.step(now, input);
    }
}
