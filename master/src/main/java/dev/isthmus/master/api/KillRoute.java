package dev.isthmus.master.api;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.Query;
import java.util.List;
import java.util.Optional;

/** {@code POST /isthmus/kill} with the ids of a framework and of a task of it in a form, as the master's page sends it. */
final class KillRoute {

    private KillRoute() {}

    static OperatorRequest read(HttpRequest request) {
        if (!request.method().equals("POST")) {
            return new OperatorRequest.Answered(HttpAnswer.notAllowed(List.of("POST"), request.method()));
        }
        Query form = Query.of("?" + request.body().toStringUtf8());
        Optional<String> framework = form.get("frameworkId");
        Optional<String> task = form.get("taskId");
        if (framework.isEmpty() || task.isEmpty()) {
            String missing = framework.isEmpty() ? "frameworkId" : "taskId";
            return new OperatorRequest.Answered(
                    HttpAnswer.badRequest("Missing '" + missing + "' query parameter in the request body"));
        }
        return new OperatorRequest.Killing(new FrameworkId(framework.get()), task.get());
    }
}
