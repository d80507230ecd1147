package dev.isthmus.master.api;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.master.evolve.Evolution;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.Query;
import dev.isthmus.master.json.JsonResult;
import dev.isthmus.master.json.MesosJson;
import dev.isthmus.master.reservation.ReservationChange;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.v1.Protos.Offer.Operation;
import dev.isthmus.mesos.messages.v1.master.Protos.Call;
import dev.isthmus.mesos.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@code POST /reserve} and {@code POST /unreserve}, forms with JSON in them, and the calls that ask for the same (src/master/http.cpp). */
final class ReservationRoute {

    private static final String RESOURCES = "resources";

    private static final String SOURCE = "source";

    private ReservationRoute() {}

    /** @param principal whose credentials the request has; empty if nobody is asked for any */
    static OperatorRequest reserve(HttpRequest request, Optional<String> principal) {
        return read(request, (agent, form) -> {
            boolean isUpdate = form.values().containsKey(SOURCE);
            String where = "Error parsing '" + RESOURCES + "' query parameter in the request body: ";
            return resources(
                    form, where, resources -> new ReservationChange.Reserve(agent, resources, isUpdate, principal));
        });
    }

    static OperatorRequest unreserve(HttpRequest request) {
        return read(request, (agent, form) -> {
            String where = "Error in parsing '" + RESOURCES + "' query parameter in the request body: ";
            return resources(form, where, resources -> new ReservationChange.Unreserve(agent, resources));
        });
    }

    /** What is asked for of an agent by a form. */
    private interface Form {
        OperatorRequest read(AgentId agent, Query form);
    }

    private static OperatorRequest read(HttpRequest request, Form what) {
        if (!request.method().equals("POST")) {
            return new OperatorRequest.Answered(HttpAnswer.notAllowed(List.of("POST"), request.method()));
        }
        Query form = Query.of("?" + request.body().toStringUtf8());
        Optional<String> agent = form.get("slaveId");
        return agent.isEmpty() ? missing("slaveId") : what.read(new AgentId(agent.get()), form);
    }

    private static OperatorRequest resources(
            Query form, String where, Function<List<Resource>, ReservationChange> change) {
        Optional<String> text = form.get(RESOURCES);
        if (text.isEmpty()) {
            return missing(RESOURCES);
        }
        JsonResult<Operation.Reserve> read = MesosJson.readItems(
                ByteString.copyFromUtf8(text.get()), Operation.Reserve.getDefaultInstance(), RESOURCES);
        return read.fold(
                good -> new OperatorRequest.Changing(change.apply(devolved(good.getResourcesList()))),
                why -> refused(where + why),
                why -> refused(where + why));
    }

    private static OperatorRequest missing(String name) {
        return refused("Missing '" + name + "' query parameter in the request body");
    }

    private static OperatorRequest refused(String why) {
        return new OperatorRequest.Answered(HttpAnswer.badRequest(why));
    }

    private static List<Resource> devolved(List<dev.isthmus.mesos.messages.v1.Protos.Resource> resources) {
        return resources.stream()
                .map(each -> Evolution.of(each, Resource.parser()))
                .toList();
    }

    static OperatorRequest reserve(Call.ReserveResources call, Optional<String> principal) {
        return changing(
                call.getAgentId().getValue(),
                agent -> new ReservationChange.Reserve(
                        agent, devolved(call.getResourcesList()), call.getSourceCount() > 0, principal));
    }

    static OperatorRequest unreserve(Call.UnreserveResources call) {
        return changing(
                call.getAgentId().getValue(),
                agent -> new ReservationChange.Unreserve(agent, devolved(call.getResourcesList())));
    }

    /** No agent has an empty id. */
    private static OperatorRequest changing(String agent, Function<AgentId, ReservationChange> change) {
        return agent.isEmpty()
                ? refused("No agent found with specified ID")
                : new OperatorRequest.Changing(change.apply(new AgentId(agent)));
    }
}
