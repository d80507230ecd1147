package dev.isthmus.simulation.master;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.master.serving.SharedMachine;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.machine.offer.AgentStanding;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.MasterOutput;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.simulation.observe.AllocatorRun;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A machine of which is seen when a framework leaves: its offers are void from then on, though nobody is told so. A connection that has broken is noticed before that. Seen
 * are also the calls that it takes, and what it grants.
 */
final class WatchedMachine implements SharedMachine {

    /** Who watches it. */
    interface Watcher {

        /** A framework leaves; told before that is done. */
        void left(String framework);

        /** A call is taken; told before that is done. */
        void took(Call call);

        /** Something was granted. */
        void granted(AllocatorRun run);
    }

    private final SharedMachine real;
    private final Watcher watcher;
    private final InputReader inputs = new InputReader();

    WatchedMachine(SharedMachine real, Watcher watcher) {
        this.real = real;
        this.watcher = watcher;
    }

    @Override
    public List<MasterOutput> step(Instant now, MasterInput input) {
        inputs.read(input);
        inputs.leaver().ifPresent(watcher::left);
        inputs.call().ifPresent(watcher::took);
        List<MasterOutput> outputs = real.step(now, input);
        if (inputs.isTick()) {
            RunReader.run(inputs, outputs, real::view).ifPresent(watcher::granted);
        }
        return outputs;
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
