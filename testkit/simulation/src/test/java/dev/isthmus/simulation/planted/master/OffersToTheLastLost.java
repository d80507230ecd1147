package dev.isthmus.simulation.planted.master;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.master.serving.SharedMachine;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.MasterOutput;
import dev.isthmus.simulation.PassedMachine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is offered to the framework that has subscribed last is not told. */
public final class OffersToTheLastLost extends PassedMachine {

    private Optional<FrameworkId> last = Optional.empty();

    /** Over the real one. */
    public OffersToTheLastLost(SharedMachine real) {
        super(real);
    }

    @Override
    public List<MasterOutput> step(Instant now, MasterInput input) {
        if (input instanceof MasterInput.Subscribe its) {
            last = Optional.of(its.options().id());
        }
        return super.step(now, input).stream()
                .filter(output -> !(output.output() instanceof Callback.Offers)
                        || !output.framework().equals(last))
                .toList();
    }
}
