package dev.isthmus.master.api;

import dev.isthmus.master.gate.CallReader;
import dev.isthmus.master.gate.Refusal;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.maintenance.AgentChange;
import dev.isthmus.master.maintenance.MaintenanceChange;
import dev.isthmus.master.maintenance.MaintenanceMessages;
import dev.isthmus.master.role.RoleChange;
import dev.isthmus.master.setting.OperatorSettings;
import dev.isthmus.master.snapshot.MasterIdentity;
import dev.isthmus.mesos.messages.v1.master.Protos.Call;
import dev.isthmus.mesos.messages.v1.master.Protos.Response;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** {@code POST /api/v1} (src/master/http.cpp, {@code api}; src/master/validation.cpp): the order of the questions and the words of the answers are Mesos's. */
final class OperatorCalls {

    /** Those that say nothing but their type. */
    private static final Set<Call.Type> BARE = EnumSet.of(
            Call.Type.UNKNOWN,
            Call.Type.GET_HEALTH,
            Call.Type.GET_FLAGS,
            Call.Type.GET_VERSION,
            Call.Type.GET_LOGGING_LEVEL,
            Call.Type.GET_STATE,
            Call.Type.GET_AGENTS,
            Call.Type.GET_FRAMEWORKS,
            Call.Type.GET_EXECUTORS,
            Call.Type.GET_OPERATIONS,
            Call.Type.GET_TASKS,
            Call.Type.GET_ROLES,
            Call.Type.GET_WEIGHTS,
            Call.Type.GET_MASTER,
            Call.Type.SUBSCRIBE,
            Call.Type.GET_MAINTENANCE_STATUS,
            Call.Type.GET_MAINTENANCE_SCHEDULE,
            Call.Type.GET_QUOTA);

    private OperatorCalls() {}

    /** @param principal whose credentials the request has; empty if nobody is asked for any */
    static OperatorRequest read(HttpRequest request, Optional<String> principal) {
        try {
            if (!request.method().equals("POST")) {
                throw new Refusal(HttpAnswer.notAllowed(List.of("POST"), request.method()));
            }
            Call call = CallReader.read(request, Call.getDefaultInstance());
            Optional<String> broken = broken(call);
            if (broken.isPresent()) {
                throw new Refusal(HttpAnswer.badRequest("Failed to validate master::Call: " + broken.get()));
            }
            return asked(call, CallReader.accepted(request), principal);
        } catch (Refusal refusal) {
            return new OperatorRequest.Answered(refusal.answer());
        }
    }

    /** What is wrong with a call, in Mesos's words; empty: nothing. */
    private static Optional<String> broken(Call call) {
        if (!call.hasType()) {
            return Optional.of("Expecting 'type' to be present");
        }
        String name = call.getType().name().toLowerCase(Locale.ROOT);
        boolean isThere = BARE.contains(call.getType())
                || call.hasField(Call.getDescriptor().findFieldByName(name));
        return isThere ? Optional.empty() : Optional.of("Expecting '" + name + "' to be present");
    }

    @SuppressWarnings("deprecation") // Mesos still serves the old form of quota, too.
    private static OperatorRequest asked(Call call, MediaType encoding, Optional<String> principal) {
        return switch (call.getType()) {
            case GET_HEALTH -> answered(OperatorResponses.health(), encoding);
            case GET_FLAGS -> answered(OperatorResponses.flags(), encoding);
            case GET_LOGGING_LEVEL -> LoggingRoute.get(encoding);
            case GET_EXECUTORS -> answered(OperatorResponses.executors(), encoding);
            case GET_OPERATIONS -> answered(OperatorResponses.operations(), encoding);
            case LIST_FILES, READ_FILE -> new OperatorRequest.Answered(FilesRoute.notThere());
            case GET_VERSION -> identify(encoding, OperatorResponses::version);
            case GET_MASTER -> identify(encoding, OperatorResponses::master);
            case GET_WEIGHTS -> recall(encoding, set -> OperatorResponses.weights(set.roles()));
            case GET_QUOTA -> recall(encoding, set -> OperatorResponses.quota(set.roles()));
            case GET_MAINTENANCE_SCHEDULE ->
                recall(encoding, set -> OperatorResponses.maintenanceSchedule(set.maintenance()));
            case GET_MAINTENANCE_STATUS ->
                look(call, encoding, (master, now) -> OperatorResponses.maintenanceStatus(master.maintenance()));
            case GET_METRICS -> look(call, encoding, OperatorResponses::metrics);
            case GET_ROLES -> look(call, encoding, (master, now) -> OperatorResponses.roles(master.roles()));
            case GET_STATE -> look(call, encoding, (master, now) -> OperatorResponses.state(master.master()));
            case GET_AGENTS -> look(call, encoding, (master, now) -> OperatorResponses.agents(master.master()));
            case GET_FRAMEWORKS -> look(call, encoding, (master, now) -> OperatorResponses.frameworks(master.master()));
            case GET_TASKS -> look(call, encoding, (master, now) -> OperatorResponses.tasks(master.master()));
            case SUBSCRIBE -> new OperatorRequest.Watching(encoding);
            case UPDATE_WEIGHTS ->
                new OperatorRequest.Changing(
                        new RoleChange.UpdateWeights(call.getUpdateWeights().getWeightInfosList()));
            case UPDATE_QUOTA ->
                new OperatorRequest.Changing(new RoleChange.UpdateQuota(
                        call.getUpdateQuota().getQuotaConfigsList(),
                        call.getUpdateQuota().getForce()));
            case SET_QUOTA ->
                new OperatorRequest.Changing(
                        new RoleChange.SetQuota(call.getSetQuota().getQuotaRequest()));
            case REMOVE_QUOTA ->
                new OperatorRequest.Changing(
                        new RoleChange.RemoveQuota(call.getRemoveQuota().getRole(), Optional.empty()));
            case UPDATE_MAINTENANCE_SCHEDULE ->
                new OperatorRequest.Changing(new MaintenanceChange.UpdateSchedule(
                        call.getUpdateMaintenanceSchedule().getSchedule()));
            case START_MAINTENANCE ->
                new OperatorRequest.Changing(new MaintenanceChange.StartMaintenance(
                        call.getStartMaintenance().getMachinesList()));
            case STOP_MAINTENANCE ->
                new OperatorRequest.Changing(new MaintenanceChange.StopMaintenance(
                        call.getStopMaintenance().getMachinesList()));
            case TEARDOWN ->
                new OperatorRequest.TearingDown(
                        call.getTeardown().getFrameworkId().getValue());
            case DRAIN_AGENT -> new OperatorRequest.Changing(MaintenanceMessages.drain(call.getDrainAgent()));
            case DEACTIVATE_AGENT ->
                new OperatorRequest.Changing(new AgentChange.Deactivate(
                        call.getDeactivateAgent().getAgentId().getValue()));
            case REACTIVATE_AGENT ->
                new OperatorRequest.Changing(new AgentChange.Reactivate(
                        call.getReactivateAgent().getAgentId().getValue()));
            case MARK_AGENT_GONE ->
                new OperatorRequest.Changing(new AgentChange.MarkGone(
                        call.getMarkAgentGone().getAgentId().getValue()));
            case UNKNOWN -> new OperatorRequest.Answered(HttpAnswer.notImplemented());
            case RESERVE_RESOURCES -> ReservationRoute.reserve(call.getReserveResources(), principal);
            case UNRESERVE_RESOURCES -> ReservationRoute.unreserve(call.getUnreserveResources());
            case CREATE_VOLUMES, DESTROY_VOLUMES, GROW_VOLUME, SHRINK_VOLUME ->
                new OperatorRequest.Answered(FormRoutes.noVolumes());
            case SET_LOGGING_LEVEL -> LoggingRoute.set(call.getSetLoggingLevel());
        };
    }

    private static OperatorRequest answered(Response response, MediaType encoding) {
        return new OperatorRequest.Answered(OperatorResponses.answer(response, encoding));
    }

    private static OperatorRequest identify(MediaType encoding, Function<MasterIdentity, Response> response) {
        return new OperatorRequest.Identifying(master -> OperatorResponses.answer(response.apply(master), encoding));
    }

    private static OperatorRequest recall(MediaType encoding, Function<OperatorSettings, Response> response) {
        return new OperatorRequest.Recalling(set -> OperatorResponses.answer(response.apply(set), encoding));
    }

    private static OperatorRequest look(
            Call call, MediaType encoding, BiFunction<MasterInspection, Double, Response> response) {
        return new OperatorRequest.Looking(
                call.getType() + " " + encoding,
                (master, now) -> OperatorResponses.answer(response.apply(master, now), encoding));
    }
}
