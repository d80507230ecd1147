package dev.isthmus.master.serving;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.master.reservation.ReservationChange;
import dev.isthmus.master.subscription.FrameworkAction;
import dev.isthmus.master.subscription.SubscriptionInput;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.ClusterChange;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.MasterOutput;
import dev.isthmus.mesos.machine.step.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the machine says, carried out in order: callbacks become events, and the rest is passed on for those frameworks that it still serves. */
final class MachineOutputs {

    private final MachineSteps machine;
    private final MasterFrameworks frameworks;
    private final Clients clients;
    private final List<ServingOutput> outputs;
    private final List<ReservationChange> reserved = new ArrayList<>();

    /** @param outputs where what is to be done goes, in order */
    MachineOutputs(MachineSteps machine, MasterFrameworks frameworks, Clients clients, List<ServingOutput> outputs) {
        this.machine = machine;
        this.frameworks = frameworks;
        this.clients = clients;
        this.outputs = outputs;
    }

    /** Carries out all that is pending, and what comes of that. */
    void workOff() {
        for (Optional<MasterOutput> next = machine.take(); next.isPresent(); next = machine.take()) {
            carryOut(next.get());
        }
    }

    private void carryOut(MasterOutput output) {
        Optional<MasterFramework> of = output.framework().flatMap(frameworks::find);
        Optional<MasterFramework> busy = of.filter(MasterFramework::isBusy);
        output.output()
                .match(
                        callback -> busy.ifPresent(framework -> callBack(framework, callback)),
                        request -> request(output.framework(), of, request),
                        write -> busy.ifPresent(framework -> write(framework, write.entry())),
                        keep -> busy.ifPresent(framework -> outputs.add(new ServingOutput.KeepEnd(keep.end()))),
                        changed -> changed(changed.change()),
                        abort -> of.ifPresent(framework -> frameworks.fail(framework.id(), abort.message())),
                        note -> outputs.add(new ServingOutput.Noted(note)));
    }

    private void changed(ClusterChange change) {
        if (change instanceof ClusterChange.Reserved reserved) {
            this.reserved.add(new ReservationChange.Made(reserved.agent(), reserved.more(), reserved.less()));
        }
        outputs.add(new ServingOutput.Changed(change));
    }

    /** What is reserved otherwise since this was asked last, and no operator has asked for it. */
    List<ReservationChange> takeReserved() {
        List<ReservationChange> taken = List.copyOf(reserved);
        reserved.clear();
        return taken;
    }

    private void callBack(MasterFramework framework, Callback callback) {
        Optional<String> stream =
                framework.last().map(FrameworkAction.Serve::stream).filter(clients::isStreaming);
        if (stream.isEmpty()) {
            return;
        }
        clients.take(new SubscriptionInput.CalledBack(stream.get(), callback));
        if (callback instanceof Callback.Update update) {
            framework.tell();
            update.then().ifPresent(entry -> write(framework, entry));
            frameworks.input(framework.id(), new Input.Delivered(update.status()));
        }
    }

    private void write(MasterFramework framework, JournalEntry entry) {
        if (entry instanceof JournalEntry.Lease && !framework.hasBeenHere()) {
            // It was seen last when the journal says so.
            return;
        }
        JournalEntry own =
                framework.info().map(info -> MachineTerms.entry(info, entry)).orElse(entry);
        outputs.add(new ServingOutput.WriteJournal(framework.id(), own));
    }

    private void request(Optional<FrameworkId> id, Optional<MasterFramework> of, Output.Request request) {
        if (request instanceof Output.Close) {
            of.ifPresent(frameworks::letGo);
        } else if (id.isEmpty()
                || of.filter(framework -> mayAsk(framework, request)).isPresent()) {
            outputs.add(new ServingOutput.OfBackend(id, request));
        }
    }

    /** The tasks of a framework that somebody else has are no longer ours. */
    private static boolean mayAsk(MasterFramework framework, Output.Request request) {
        return framework.isBusy() && !(framework.isLost() && request.changesTasks());
    }
}
