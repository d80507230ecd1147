package dev.isthmus.simulation.planted.master;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.master.serving.SharedMachine;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.MasterOutput;
import dev.isthmus.simulation.PassedMachine;
import dev.isthmus.simulation.framework.Tasks;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An offer with something that is reserved goes to a framework of another role. */
public final class ReservedToAnother extends PassedMachine {

    /** Over the real one. */
    public ReservedToAnother(SharedMachine real) {
        super(real);
    }

    @Override
    public List<MasterOutput> step(Instant now, MasterInput input) {
        return super.step(now, input).stream().map(this::misled).toList();
    }

    private MasterOutput misled(MasterOutput output) {
        boolean isReserved = output.output() instanceof Callback.Offers its
                && its.offers().stream()
                        .anyMatch(offer -> offer.getResourcesList().stream().anyMatch(Tasks::isReserved));
        return isReserved ? new MasterOutput(other(output.framework()).or(output::framework), output.output()) : output;
    }

    private Optional<FrameworkId> other(Optional<FrameworkId> right) {
        List<String> roles = view().frameworks().stream()
                .filter(each -> Optional.of(each.framework().id()).equals(right))
                .flatMap(each -> each.framework().roles().stream())
                .toList();
        return view().frameworks().stream()
                .map(each -> each.framework())
                .filter(each -> each.roles().stream().noneMatch(roles::contains))
                .map(each -> each.id())
                .findFirst();
    }
}
