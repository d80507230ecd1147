package dev.isthmus.master.api;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.Query;
import java.util.List;

/** {@code POST /teardown} with the id in a form (src/master/http.cpp, {@code teardown}). */
final class TeardownRoute {

    private TeardownRoute() {}

    static OperatorRequest read(HttpRequest request) {
        if (!request.method().equals("POST")) {
            return new OperatorRequest.Answered(HttpAnswer.notAllowed(List.of("POST"), request.method()));
        }
        return Query.of("?" + request.body().toStringUtf8())
                .get("frameworkId")
                .<OperatorRequest>map(OperatorRequest.TearingDown::new)
                .orElseGet(() -> new OperatorRequest.Answered(
                        HttpAnswer.badRequest("Missing 'frameworkId' query parameter in the request body")));
    }
}
