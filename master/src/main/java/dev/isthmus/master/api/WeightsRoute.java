package dev.isthmus.master.api;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.JsonPage;
import dev.isthmus.master.http.Query;
import dev.isthmus.master.json.JsonText;
import dev.isthmus.master.json.MesosJson;
import dev.isthmus.master.role.RoleChange;
import dev.isthmus.master.role.RoleSettings;
import dev.isthmus.mesos.messages.v1.master.Protos.Call.UpdateWeights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /weights} (src/master/weights_handler.cpp). */
final class WeightsRoute {

    private static final String FIELD =
            UpdateWeights.getDescriptor().findFieldByNumber(1).getName();

    private WeightsRoute() {}

    static OperatorRequest read(HttpRequest request) {
        return switch (request.method()) {
            case "GET" -> {
                Query query = Query.of(request.target());
                yield new OperatorRequest.Recalling(
                        settings -> JsonPage.of(JsonText.write(page(settings.roles())), query));
            }
            case "PUT" -> update(request);
            default -> new OperatorRequest.Answered(HttpAnswer.notAllowed(List.of("GET", "PUT"), request.method()));
        };
    }

    /** By role and by name, as Mesos writes it here. */
    private static List<Map<String, Object>> page(RoleSettings settings) {
        List<Map<String, Object>> page = new ArrayList<>();
        RoleMessages.weights(settings).forEach(each -> {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("role", each.getRole());
            shown.put("weight", each.getWeight());
            page.add(shown);
        });
        return page;
    }

    private static OperatorRequest update(HttpRequest request) {
        String body = SentText.of(request);
        return MesosJson.readItems(request.body(), UpdateWeights.getDefaultInstance(), FIELD)
                .fold(
                        read -> new OperatorRequest.Changing(new RoleChange.UpdateWeights(read.getWeightInfosList())),
                        why -> refused("Failed to parse update weights request JSON '" + body + "': " + why),
                        why -> refused("Failed to convert weights JSON array to protobuf '" + body + "': " + why));
    }

    private static OperatorRequest refused(String why) {
        return new OperatorRequest.Answered(HttpAnswer.badRequest(why));
    }
}
