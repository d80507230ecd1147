package dev.isthmus.simulation.planted.master;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.master.serving.SharedMachine;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.MasterOutput;
import dev.isthmus.simulation.PassedMachine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is offered to a framework is offered to the one that was offered something before it, too. */
public final class OfferedToTwo extends PassedMachine {

    private Optional<FrameworkId> before = Optional.empty();

    /** Over the real one. */
    public OfferedToTwo(SharedMachine real) {
        super(real);
    }

    @Override
    public List<MasterOutput> step(Instant now, MasterInput input) {
        List<MasterOutput> outputs = new ArrayList<>();
        for (MasterOutput output : super.step(now, input)) {
            outputs.add(output);
            if (output.output() instanceof Callback.Offers) {
                before.filter(its -> !output.framework().equals(Optional.of(its)))
                        .ifPresent(its -> outputs.add(new MasterOutput(Optional.of(its), output.output())));
                before = output.framework();
            }
        }
        return outputs;
    }
}
