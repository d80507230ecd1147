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
