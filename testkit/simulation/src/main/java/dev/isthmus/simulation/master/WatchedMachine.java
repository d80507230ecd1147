package dev.isthmus.simulation.master;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.master.serving.SharedMachine;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.MasterOutput;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A machine of which is seen when a framework leaves: its offers are void from then on, though nobody is told so. A connection that has broken is noticed before that.
 *
 * @param left is told of a framework that leaves, before that is done
 */
record WatchedMachine(SharedMachine real, Consumer<FrameworkId> left) implements SharedMachine {

    @Override
    public List<MasterOutput> step(Instant now, MasterInput input) {
        if (input instanceof MasterInput.Of of && leaves(of.input())) {
            left.accept(of.framework());
        }
        return real.step(now, input);
    }

    private static boolean leaves(Input input) {
        return input instanceof Input.Leave
                || input instanceof Input.Return
                || input instanceof Input.Deactivate
                || input instanceof Input.Stop
                || input instanceof Input.TakenOver;
    }

    @Override
    public MasterView view() {
        return real.view();
    }

    @Override
    public Optional<Instant> nextDue() {
        return real.nextDue();
    }

    @Override
    public Map<FrameworkId, Epoch> doubts() {
        return real.doubts();
    }
}
