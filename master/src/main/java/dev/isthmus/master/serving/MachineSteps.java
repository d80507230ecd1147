package dev.isthmus.master.serving;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.machine.offer.AgentStanding;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.MasterOutput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps of the machine, and what has come of them and is still to be carried out. */
final class MachineSteps {

    /** A machine that fails whenever its time has come is not asked again at once. */
    private static final Duration BREATH = Duration.ofSeconds(1);

    private final SharedMachine machine;
    private final Deque<MasterOutput> pending = new ArrayDeque<>();
    private Instant now = Instant.MIN;
    private Instant notBefore = Instant.MIN;

    MachineSteps(SharedMachine machine) {
        this.machine = machine;
    }

    void now(Instant step) {
        now = step;
    }

    /** Takes a step. What it has thrown, which it should not; empty: nothing. */
    Optional<RuntimeException> step(MasterInput input) {
        try {
            pending.addAll(machine.step(now, input));
            return Optional.empty();
        } catch (RuntimeException e) {
            notBefore = now.plus(BREATH);
            return Optional.of(e);
        }
    }

    /** What is to be carried out next, no longer pending. */
    Optional<MasterOutput> take() {
        return Optional.ofNullable(pending.poll());
    }

    List<AgentStanding> standings(FrameworkId framework) {
        return machine.standings(framework);
    }

    boolean isAlive(FrameworkId framework, String task) {
        return machine.isAlive(framework, task);
    }

    MasterView view() {
        return machine.view();
    }

    Optional<Instant> nextDue() {
        return machine.nextDue().map(due -> due.isBefore(notBefore) ? notBefore : due);
    }

    Map<FrameworkId, Epoch> doubts() {
        return machine.doubts();
    }
}
