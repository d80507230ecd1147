package dev.isthmus.mesos.machine.launch;

import dev.isthmus.mesos.messages.Protos.Label;
import dev.isthmus.mesos.messages.Protos.Offer.Operation;
import dev.isthmus.mesos.messages.Protos.Resource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An operation that ECS has no counterpart for, such as those on volumes and disks. With it the whole call of acceptOffers is refused.
 *
 * @param operation its name in Mesos
 * @param app the app it is for, if it names one
 */
record Impossible(String operation, Optional<String> app) {

    private static final String NO_VOLUMES =
            "ECS keeps no volumes of Mesos: mount a path of the host instead, or run a task"
                    + " definition of your own that has a volume";

    /** Marathon writes the id of the instance, or of the task, on its reservations (TaskLabels). */
    private static final String TASK_LABEL = "marathon_task_id";

    /** The first of these operations that cannot be carried out. */
    static Optional<Impossible> in(List<Operation> operations) {
        return operations.stream()
                .filter(operation -> !canBeDone(operation.getType()))
                .findFirst()
                .map(operation -> new Impossible(operation.getType().name(), app(operations)));
    }

    private static boolean canBeDone(Operation.Type type) {
        return switch (type) {
            case LAUNCH, LAUNCH_GROUP, RESERVE, UNRESERVE -> true;
            default -> false;
        };
    }

    /** The error of a task that was to be launched in the same call. */
    String message() {
        return "operation " + operation + " cannot be done, so nothing of its accept is: " + advice();
    }

    private String advice() {
        return operation.equals(Operation.Type.UNKNOWN.name())
                ? "what can be done is LAUNCH, LAUNCH_GROUP, RESERVE and UNRESERVE; send no other with them"
                : NO_VOLUMES;
    }

    /** The warning for the log, the same for each attempt of one app. */
    String warning() {
        return "operation " + operation + app.map(name -> " for '" + name + "'").orElse("")
                + " cannot be done, and nothing of its accept is: nothing is reserved or launched, and the framework may wait"
                + " for it for ever; " + advice();
    }

    /** The app whose reservation it is, or else whose volume. */
    private static Optional<String> app(List<Operation> operations) {
        return resources(operations)
                .flatMap(Impossible::labels)
                .filter(label -> label.getKey().equals(TASK_LABEL))
                .map(label -> withoutUuid(label.getValue()))
                .findFirst()
                .or(() -> resources(operations)
                        .map(resource -> resource.getDisk().getPersistence().getId())
                        .filter(id -> !id.isEmpty())
                        .map(Impossible::ofVolume)
                        .findFirst())
                .or(() -> resources(operations)
                        .flatMap(Impossible::labels)
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .findFirst());
    }

    private static Stream<Resource> resources(List<Operation> operations) {
        return operations.stream()
                .flatMap(operation -> Stream.of(
                                operation.getReserve().getResourcesList(),
                                operation.getCreate().getVolumesList(),
                                operation.getUnreserve().getResourcesList(),
                                operation.getDestroy().getVolumesList())
                        .flatMap(List::stream));
    }

    @SuppressWarnings("deprecation") // Frameworks without RESERVATION_REFINEMENT write it there.
    private static Stream<Label> labels(Resource resource) {
        return Stream.concat(Stream.of(resource.getReservation()), resource.getReservationsList().stream())
                .flatMap(reservation -> reservation.getLabels().getLabelsList().stream());
    }

    /** {@code group_app.instance-<uuid>._app.1}, {@code group_app.marathon-<uuid>} or {@code group_app.<uuid>} without what changes. */
    private static String withoutUuid(String task) {
        return task.replaceFirst("\\.(instance-|marathon-)?[0-9a-f]{8}-[0-9a-f-]{27}.*$", "");
    }

    /** {@code group_app#path#uuid} without what changes. */
    private static String ofVolume(String id) {
        return id.replaceFirst("#.*$", "");
    }
}
