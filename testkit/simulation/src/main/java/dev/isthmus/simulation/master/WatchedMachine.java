package dev.isthmus.simulation.master;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.master.serving.SharedMachine;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.machine.offer.AgentStanding;
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

    private static final List<Class<? extends Input>> LEAVING = List.of(
            Input.Leave.class, Input.Return.class, Input.Deactivate.class, Input.Stop.class, Input.TakenOver.class);

    @Override
    public List<MasterOutput> step(Instant now, MasterInput input) {
        if (input instanceof MasterInput.Of of && LEAVING.contains(of.input().getClass())) {
            left.accept(of.framework());
        }
        return real.step(now, input);
    }

    @Override
    public boolean isAlive(FrameworkId framework, String task) {
        return real.isAlive(framework, task);
    }

    @Override
    public MasterView view() {
        return real.view();
    }

    @Override
    public List<AgentStanding> standings(FrameworkId framework) {
        return real.standings(framework);
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
