package dev.isthmus.simulation.sharing;

import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.simulation.observe.LaunchedTasks;
import java.util.List;

/**
 * What a call does with offers.
 *
 * @param offers their ids; none for a call that is about none
 * @param tasks that are launched on them
 * @param refuseSeconds for how long what is left of them is not wanted
 */
record Accepted(List<String> offers, List<TaskInfo> tasks, double refuseSeconds) {

    static Accepted of(Call call) {
        return switch (call.getType()) {
            case ACCEPT ->
                new Accepted(
                        ids(call.getAccept().getOfferIdsList()),
                        LaunchedTasks.of(call.getAccept().getOperationsList()),
                        call.getAccept().getFilters().getRefuseSeconds());
            case DECLINE ->
                new Accepted(
                        ids(call.getDecline().getOfferIdsList()),
                        List.of(),
                        call.getDecline().getFilters().getRefuseSeconds());
            default -> new Accepted(List.of(), List.of(), 0);
        };
    }

    /** Whether a call reserves something. */
    static boolean reserves(Call call) {
        return call.getType() == Call.Type.ACCEPT
                && call.getAccept().getOperationsList().stream()
                        .anyMatch(each -> each.getType() == Offer.Operation.Type.RESERVE);
    }

    private static List<String> ids(List<OfferID> offers) {
        return offers.stream().map(OfferID::getValue).toList();
    }
}
