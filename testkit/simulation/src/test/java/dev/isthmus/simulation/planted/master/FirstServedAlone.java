package dev.isthmus.simulation.planted.master;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.master.serving.SharedMachine;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.MasterOutput;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.simulation.PassedMachine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every other time, all but the framework that came first are left out, as if they had suppressed offers. It also says that an offer is void which there never was. */
public final class FirstServedAlone extends PassedMachine {

    private boolean isAlone;

    /** Over the real one. */
    public FirstServedAlone(SharedMachine real) {
        super(real);
    }

    @Override
    public List<MasterOutput> step(Instant now, MasterInput input) {
        List<MasterOutput> outputs = new ArrayList<>(super.step(now, input));
        if (!(input instanceof MasterInput.Tick)) {
            return outputs;
        }
        isAlone = !isAlone;
        List<FrameworkId> others = view().frameworks().stream()
                .skip(1)
                .map(each -> each.framework().id())
                .toList();
        for (FrameworkId other : others) {
            Call call = isAlone ? new Call.Suppress(Optional.empty()) : new Call.Revive(Optional.empty());
            outputs.addAll(super.step(now, new MasterInput.Of(other, call)));
        }
        if (outputs.stream().anyMatch(output -> output.output() instanceof Callback.Offers)) {
            others.forEach(other -> outputs.add(new MasterOutput(
                    Optional.of(other),
                    new Callback.Rescinded(OfferID.newBuilder().setValue("none").build()))));
        }
        return outputs;
    }
}
