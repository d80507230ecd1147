package dev.isthmus.master.api;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.Query;
import java.util.Optional;

/** {@code /files/browse}, {@code /files/read} and {@code /files/download} of a master that has no files (src/files/files.cpp). */
final class FilesRoute {

    private FilesRoute() {}

    /** For {@code /files/browse} and {@code /files/download}. */
    static OperatorRequest named(HttpRequest request) {
        return new OperatorRequest.Answered(
                isNamed(request) ? notThere() : HttpAnswer.badRequest("Expecting 'path=value' in query.\n"));
    }

    /** For {@code /files/read}: which part is wanted is looked at before the file. */
    static OperatorRequest read(HttpRequest request) {
        if (!isNamed(request)) {
            return named(request);
        }
        Query query = Query.of(request.target());
        return refused(query, "offset")
                .or(() -> refused(query, "length"))
                .<OperatorRequest>map(reason -> new OperatorRequest.Answered(HttpAnswer.badRequest(reason)))
                .orElseGet(() -> named(request));
    }

    /** What is answered of any path. */
    static HttpAnswer notThere() {
        return HttpAnswer.text(404, "");
    }

    private static boolean isNamed(HttpRequest request) {
        return Query.of(request.target()).get("path").isPresent();
    }

    /** Mesos's own page asks with -1, which stands for the end of an offset and for no length in particular. */
    private static Optional<String> refused(Query query, String name) {
        String value = query.values().getOrDefault(name, "-1");
        try {
            return Long.parseLong(value) < -1
                    ? Optional.of("Negative " + name + " provided: " + value + ".\n")
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.of("Failed to parse " + name + ": Failed to convert '" + value + "' to number.\n");
        }
    }
}
