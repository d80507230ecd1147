package dev.isthmus.master.api;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What is asked for by a form in the body of a POST (src/master/http.cpp, {@code teardown}). */
final class FormRoutes {

    private FormRoutes() {}

    /** {@code POST /teardown} with the id of a framework. */
    static OperatorRequest teardown(HttpRequest request) {
        return read(request, List.of("frameworkId"), its -> new OperatorRequest.TearingDown(its.get(0)));
    }

    /** {@code POST /isthmus/kill} with the ids of a framework and of a task of it, as the master's page sends it. */
    static OperatorRequest kill(HttpRequest request) {
        return read(
                request,
                List.of("frameworkId", "taskId"),
                its -> new OperatorRequest.Killing(new FrameworkId(its.get(0)), its.get(1)));
    }

    /** What is said to operators who want persistent volumes made, removed or resized, by whichever path or call. */
    static HttpAnswer noVolumes() {
        return HttpAnswer.text(
                501,
                "501 Not Implemented. Agents on Amazon ECS have no persistent volumes that a master could create, destroy, grow or shrink:"
                        + " ECS offers no disk to keep them on, and forgets a task's own disk with the task. Nothing has changed."
                        + " Mount a directory of the instance by 'container.volumes' of the task instead, or run a task definition of your own that has the volume (Amazon EFS)");
    }

    private static OperatorRequest read(
            HttpRequest request, List<String> names, Function<List<String>, OperatorRequest> asked) {
        if (!request.method().equals("POST")) {
            return new OperatorRequest.Answered(HttpAnswer.notAllowed(List.of("POST"), request.method()));
        }
        Query form = Query.of("?" + request.body().toStringUtf8());
        List<String> values = new ArrayList<>();
        for (String name : names) {
            Optional<String> value = form.get(name);
            if (value.isEmpty()) {
                return new OperatorRequest.Answered(
                        HttpAnswer.badRequest("Missing '" + name + "' query parameter in the request body"));
            }
            values.add(value.get());
        }
        return asked.apply(values);
    }
}
