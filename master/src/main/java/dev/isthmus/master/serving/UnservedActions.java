package dev.isthmus.master.serving;

import dev.isthmus.master.subscription.FrameworkAction;
import dev.isthmus.master.subscription.SubscriptionInput;
import dev.isthmus.mesos.machine.step.Output;
import java.util.List;

/** What becomes of that which waited for a journal that cannot be opened. */
final class UnservedActions implements FrameworkAction.Cases {

    private final MasterFramework framework;
    private final String why;
    private final Clients clients;
    private final List<ServingOutput> outputs;

    UnservedActions(MasterFramework framework, String why, Clients clients, List<ServingOutput> outputs) {
        this.framework = framework;
        this.why = why;
        this.clients = clients;
        this.outputs = outputs;
    }

    static ServingOutput keepsItsTasks(MasterFramework framework, String why) {
        return ServingOutput.note(
                Output.Note.Level.ERROR,
                "framework " + framework.id() + " is removed, but its tasks could not be stopped and go on: " + why);
    }

    @Override
    public void serve(FrameworkAction.Serve serve) {
        framework.served(serve);
        clients.take(new SubscriptionInput.Failed(serve.stream(), why));
    }

    @Override
    public void call(FrameworkAction.Make make) {}

    @Override
    public void leave(FrameworkAction.Leave leave) {}

    @Override
    public void remove(FrameworkAction.Remove remove) {
        framework.over();
        outputs.add(keepsItsTasks(framework, why));
    }
}
