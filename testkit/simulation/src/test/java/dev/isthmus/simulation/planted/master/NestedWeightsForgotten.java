package dev.isthmus.simulation.planted.master;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.master.serving.SharedMachine;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.MasterOutput;
import dev.isthmus.simulation.PassedMachine;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Only weights of roles at the top of the tree are acted by. */
public final class NestedWeightsForgotten extends PassedMachine {

    /** Over the real one. */
    public NestedWeightsForgotten(SharedMachine real) {
        super(real);
    }

    @Override
    public List<MasterOutput> step(Instant now, MasterInput input) {
        if (input instanceof MasterInput.Weights its) {
            SortedMap<String, Amount> atTheTop = new TreeMap<>(its.weights());
            atTheTop.keySet().removeIf(role -> role.contains("/"));
            return atTheTop.isEmpty() ? List.of() : super.step(now, new MasterInput.Weights(atTheTop));
        }
        return super.step(now, input);
    }
}
