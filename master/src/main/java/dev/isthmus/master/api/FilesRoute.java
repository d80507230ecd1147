package dev.isthmus.master.api;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.Query;

/** {@code /files/browse}, {@code /files/read} and {@code /files/download} of a master that has no files (src/files/files.cpp). */
final class FilesRoute {

    private FilesRoute() {}

    static OperatorRequest read(HttpRequest request) {
        boolean isNamed = Query.of(request.target()).get("path").isPresent();
        return new OperatorRequest.Answered(
                isNamed ? notThere() : HttpAnswer.badRequest("Expecting 'path=value' in query.\n"));
    }

    /** What is answered of any path. */
    static HttpAnswer notThere() {
        return HttpAnswer.text(404, "");
    }
}
