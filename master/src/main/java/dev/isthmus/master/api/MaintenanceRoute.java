package dev.isthmus.master.api;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.JsonPage;
import dev.isthmus.master.http.Query;
import dev.isthmus.master.json.MesosJson;
import dev.isthmus.master.maintenance.MaintenanceChange;
import dev.isthmus.master.maintenance.MaintenanceMessages;
import dev.isthmus.mesos.messages.v1.Protos.MachineID;
import dev.isthmus.mesos.messages.v1.maintenance.Protos.Schedule;
import dev.isthmus.mesos.messages.v1.master.Protos.Call.StartMaintenance;
import java.util.List;
import java.util.function.Function;

/** {@code /maintenance/schedule}, {@code /maintenance/status}, {@code /machine/down} and {@code /machine/up} (src/master/http.cpp). */
final class MaintenanceRoute {

    private static final String FIELD =
            StartMaintenance.getDescriptor().findFieldByNumber(1).getName();

    private MaintenanceRoute() {}

    static OperatorRequest schedule(HttpRequest request) {
        return switch (request.method()) {
            case "GET" -> {
                Query query = query(request);
                yield new OperatorRequest.Recalling(settings ->
                        JsonPage.of(MesosJson.write(MaintenanceMessages.schedule(settings.maintenance())), query));
            }
            case "POST" ->
                MesosJson.read(request.body(), Schedule.getDefaultInstance())
                        .fold(
                                read -> new OperatorRequest.Changing(new MaintenanceChange.UpdateSchedule(read)),
                                MaintenanceRoute::refused,
                                MaintenanceRoute::refused);
            default -> notAllowed(request, "GET", "POST");
        };
    }

    static OperatorRequest status(HttpRequest request) {
        if (!request.method().equals("GET")) {
            return notAllowed(request, "GET");
        }
        Query query = query(request);
        return new OperatorRequest.Looking(
                request.target(),
                (master, now) ->
                        JsonPage.of(MesosJson.write(master.maintenance().status()), query));
    }

    static OperatorRequest down(HttpRequest request) {
        return machines(request, MaintenanceChange.StartMaintenance::new);
    }

    static OperatorRequest up(HttpRequest request) {
        return machines(request, MaintenanceChange.StopMaintenance::new);
    }

    private static OperatorRequest machines(HttpRequest request, Function<List<MachineID>, MaintenanceChange> change) {
        if (!request.method().equals("POST")) {
            return notAllowed(request, "POST");
        }
        return MesosJson.readItems(request.body(), StartMaintenance.getDefaultInstance(), FIELD)
                .fold(
                        read -> new OperatorRequest.Changing(change.apply(read.getMachinesList())),
                        MaintenanceRoute::refused,
                        MaintenanceRoute::refused);
    }

    private static Query query(HttpRequest request) {
        return Query.of(request.target());
    }

    private static OperatorRequest refused(String why) {
        return new OperatorRequest.Answered(HttpAnswer.badRequest(why));
    }

    private static OperatorRequest notAllowed(HttpRequest request, String... allowed) {
        return new OperatorRequest.Answered(HttpAnswer.notAllowed(List.of(allowed), request.method()));
    }
}
