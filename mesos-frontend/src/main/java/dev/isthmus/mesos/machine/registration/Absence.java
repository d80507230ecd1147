package dev.isthmus.mesos.machine.registration;

import dev.isthmus.mesos.framework.Framework;
import dev.isthmus.mesos.machine.state.FrameworkJournal;
import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.state.FrameworkState.Contact;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.task.Reconciler;
import dev.isthmus.mesos.machine.task.StatusUpdateSender;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import java.util.Optional;

/**
 * A master's framework loses its stream, and has one again (src/master/master.cpp, {@code disconnect}, {@code deactivate}, {@code failoverFramework} and
 * {@code activate}). What is kept of its tasks goes on meanwhile.
 */
public final class Absence {

    private final FrameworkState state;
    private final StatusUpdateSender updates;
    private final Reconciler reconciler;
    private final FrameworkJournal journal;
    private final Registration registration;

    public Absence(
            FrameworkState state,
            StatusUpdateSender updates,
            Reconciler reconciler,
            FrameworkJournal journal,
            Registration registration) {
        this.state = state;
        this.updates = updates;
        this.reconciler = reconciler;
        this.journal = journal;
        this.registration = registration;
    }

    /** The framework's stream is lost. */
    public void leave() {
        if (state.contact() != Contact.CONNECTED && state.contact() != Contact.DISCONNECTED) {
            return;
        }
        state.outbox().info("framework " + state.framework().id() + " is away");
        state.away();
        registration.forgetOffers();
        reconciler.away();
        journal.away();
    }

    /** The framework has a stream again, or another one. */
    public void returned(Input.Return again) {
        FrameworkInfo before = state.framework().info();
        Framework changed = Framework.of(
                again.info().toBuilder()
                        .setUser(before.getUser())
                        .setCheckpoint(before.getCheckpoint())
                        .build(),
                state.framework().id());
        Optional<String> problem = state.isOver() || !state.isRegistered()
                ? Optional.of("it is " + state.contact())
                : Registration.problem(before, changed.info(), again.suppressed(), again.constraints());
        if (problem.isPresent()) {
            state.outbox().warn("framework " + state.framework().id() + " cannot return: " + problem.get());
            return;
        }
        leave();
        state.framework(changed);
        state.allocator().describe(changed, again.suppressed(), again.constraints());
        state.returned();
        state.outbox().info("framework " + state.framework().id() + " is back");
        state.outbox()
                .add(new Callback.Reregistered(
                        MasterInfos.write(state.master().id(), state.master().cluster())));
        journal.returned();
        updates.resume();
        registration.ready();
    }
}
