package dev.isthmus.master.gate;

import dev.isthmus.master.http.Authority;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.Routes;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a master answers that does not lead. */
public final class LeaderAnswer {

    /** What cannot stand in a header line, as the target does in a redirect. */
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private LeaderAnswer() {}

    /** Sends the client on to the leader, with path and query, or says that there is none; empty for the leader itself. */
    public static Optional<HttpAnswer> of(HttpRequest request, Leadership leadership) {
        String path = CONTROL.matcher(Routes.pathAndQuery(request.target())).replaceAll("");
        return of(leadership, path);
    }

    /** Sends the client on to the leader, without a path. */
    public static Optional<HttpAnswer> withoutPath(Leadership leadership) {
        return of(leadership, "");
    }

    private static Optional<HttpAnswer> of(Leadership leadership, String path) {
        return leadership.fold(
                Optional::empty,
                () -> Optional.of(HttpAnswer.unavailable("Master has not finished recovery")),
                leader -> Optional.of(redirect(leader, path)),
                () -> Optional.of(HttpAnswer.unavailable("No leader elected")));
    }

    /** Without a scheme, so that the client keeps the one that it came by. */
    private static HttpAnswer redirect(Leadership.Elsewhere leader, String path) {
        return HttpAnswer.empty(307).with("Location", "//" + Authority.of(leader.host(), leader.port()) + path);
    }
}
