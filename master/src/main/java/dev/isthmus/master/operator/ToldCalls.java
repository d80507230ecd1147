package dev.isthmus.master.operator;

import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import java.util.ArrayList;
import java.util.List;

/** What a call of a framework changes of what is shown of it: the rest shows by what it is told. */
final class ToldCalls implements Call.Cases {

    private final ToldFramework framework;

    ToldCalls(ToldFramework framework) {
        this.framework = framework;
    }

    @Override
    public void accept(Call.Accept call) {
        String role = call.offers().stream()
                .flatMap(offer -> framework.withdraw(offer).stream())
                .map(offer -> offer.getAllocationInfo().getRole())
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("*");
        for (Offer.Operation operation : call.operations()) {
            List<TaskInfo> tasks = new ArrayList<>(operation.getLaunch().getTaskInfosList());
            tasks.addAll(operation.getLaunchGroup().getTaskGroup().getTasksList());
            tasks.forEach(task -> framework.launched(task, role));
        }
    }

    @Override
    public void updateFramework(Call.UpdateFramework call) {
        framework.described(call.info());
    }

    @Override
    public void decline(Call.Decline call) {}

    @Override
    public void kill(Call.Kill call) {}

    @Override
    public void revive(Call.Revive call) {}

    @Override
    public void suppress(Call.Suppress call) {}

    @Override
    public void acknowledge(Call.Acknowledge call) {}

    @Override
    public void reconcile(Call.Reconcile call) {}

    @Override
    public void message(Call.Message call) {}
}
