package dev.isthmus.simulation.client;

import dev.isthmus.mesos.messages.Protos.Filters;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Offer.Operation;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.simulation.framework.Tasks;
import dev.isthmus.simulation.time.Draws;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reserves some of what its framework is offered and does not use, runs tasks on what is reserved, and ends reservations again; the framework behind it does not know. Only in
 * one role, which is not {@code *}.
 */
final class Reserver {

    private static final Map<String, Double> RESERVED = Map.of("cpus", 0.5, "mem", 512.0);
    private static final int RESERVES_ONE_IN = 3;
    private static final int UNRESERVES_ONE_IN = 6;

    private final String role;
    private final Draws draws;
    private final Map<String, Offer> offers = new LinkedHashMap<>();

    Reserver(String role, Draws draws) {
        this.role = role;
        this.draws = draws;
    }

    void offered(List<Offer> made) {
        made.forEach(offer -> offers.put(offer.getId().getValue(), offer));
    }

    /** A call that is sent, to which it may add. */
    void sends(Call.Builder call) {
        if (call.getType() == Call.Type.DECLINE && call.getDecline().getOfferIdsCount() == 1) {
            Offer offer = offers.remove(call.getDecline().getOfferIds(0).getValue());
            List<Operation> added = offer == null ? List.of() : added(offer, List.of());
            if (offer != null && !added.isEmpty()) {
                Filters filters = call.getDecline().getFilters();
                call.clearDecline().setType(Call.Type.ACCEPT);
                call.getAcceptBuilder()
                        .addOfferIds(offer.getId())
                        .addAllOperations(added)
                        .setFilters(filters);
            }
        } else if (call.getType() == Call.Type.ACCEPT && call.getAccept().getOfferIdsCount() == 1) {
            Offer offer = offers.remove(call.getAccept().getOfferIds(0).getValue());
            if (offer != null
                    && call.getAccept().getOperationsList().stream()
                            .allMatch(each -> each.getType() == Operation.Type.LAUNCH)) {
                launches(call.getAcceptBuilder(), offer);
            }
        }
    }

    private void launches(Call.Accept.Builder accept, Offer offer) {
        List<TaskInfo> tasks = new ArrayList<>();
        List<Resource> reserved = new ArrayList<>(
                offer.getResourcesList().stream().filter(Tasks::isReserved).toList());
        boolean hasMoved = false;
        for (Operation operation : accept.getOperationsList()) {
            for (TaskInfo task : operation.getLaunch().getTaskInfosList()) {
                TaskInfo moved = hasMoved ? task : onReserved(task, reserved);
                hasMoved |= !moved.equals(task);
                tasks.add(moved);
            }
        }
        List<Operation> added = hasMoved ? List.of() : added(offer, tasks);
        accept.clearOperations().addAllOperations(added);
        if (!tasks.isEmpty()) {
            accept.addOperationsBuilder()
                    .setType(Operation.Type.LAUNCH)
                    .setLaunch(Operation.Launch.newBuilder().addAllTaskInfos(tasks));
        }
    }

    /** The task on what is reserved, if all of it has room in one reservation of each resource; otherwise as it was. */
    private static TaskInfo onReserved(TaskInfo task, List<Resource> reserved) {
        TaskInfo.Builder moved = task.toBuilder().clearResources();
        for (Resource wanted : task.getResourcesList()) {
            for (Resource there : reserved) {
                if (there.getName().equals(wanted.getName())
                        && there.getScalar().getValue() >= wanted.getScalar().getValue()) {
                    moved.addResources(there.toBuilder().setScalar(wanted.getScalar()));
                    break;
                }
            }
        }
        return moved.getResourcesCount() == task.getResourcesCount() ? moved.build() : task;
    }

    /** A reservation, or the end of those that are in an offer; nothing most times. */
    private List<Operation> added(Offer offer, List<TaskInfo> tasks) {
        List<Resource> reserved =
                offer.getResourcesList().stream().filter(Tasks::isReserved).toList();
        Operation.Builder operation = Operation.newBuilder();
        if (!reserved.isEmpty() && draws.oneIn(UNRESERVES_ONE_IN)) {
            operation.setType(Operation.Type.UNRESERVE).getUnreserveBuilder().addAllResources(reserved);
            return List.of(operation.build());
        }
        boolean hasRoom = RESERVED.entrySet().stream()
                .allMatch(each -> Tasks.amount(offer, each.getKey()) - used(tasks, each.getKey()) >= each.getValue());
        if (!hasRoom || !draws.oneIn(RESERVES_ONE_IN)) {
            return List.of();
        }
        operation.setType(Operation.Type.RESERVE);
        RESERVED.keySet().stream()
                .sorted()
                .forEach(name -> operation.getReserveBuilder().addResources(reserved(name)));
        return List.of(operation.build());
    }

    private static double used(List<TaskInfo> tasks, String name) {
        return tasks.stream()
                .flatMap(task -> task.getResourcesList().stream())
                .filter(each -> each.getName().equals(name))
                .mapToDouble(each -> each.getScalar().getValue())
                .sum();
    }

    @SuppressWarnings("deprecation") // Frameworks without RESERVATION_REFINEMENT say it so.
    private Resource reserved(String name) {
        return Tasks.scalar(name, RESERVED.getOrDefault(name, 0.0)).toBuilder()
                .setRole(role)
                .setReservation(Resource.ReservationInfo.getDefaultInstance())
                .build();
    }
}
