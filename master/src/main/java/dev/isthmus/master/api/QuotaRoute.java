package dev.isthmus.master.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.JsonPage;
import dev.isthmus.master.http.Query;
import dev.isthmus.master.http.Routes;
import dev.isthmus.master.json.MesosJson;
import dev.isthmus.master.role.RoleChange;
import dev.isthmus.mesos.messages.v1.quota.Protos.QuotaRequest;
import java.net.URLDecoder;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /quota}, the older way to quota, in which a guarantee is a limit too (src/master/quota_handler.cpp). */
final class QuotaRoute {

    private static final Pattern OF_ROLE = Pattern.compile("/+master/+quota/+(.+)", Pattern.DOTALL);

    private QuotaRoute() {}

    static OperatorRequest read(HttpRequest request) {
        return switch (request.method()) {
            case "GET" -> {
                Query query = Query.of(request.target());
                yield new OperatorRequest.Recalling(
                        settings -> JsonPage.of(MesosJson.write(RoleMessages.quotas(settings.roles())), query));
            }
            case "POST" -> set(request);
            case "DELETE" -> remove(request);
            default ->
                new OperatorRequest.Answered(HttpAnswer.notAllowed(List.of("GET", "POST", "DELETE"), request.method()));
        };
    }

    private static OperatorRequest set(HttpRequest request) {
        String body = SentText.of(request);
        return MesosJson.read(request.body(), QuotaRequest.getDefaultInstance())
                .fold(
                        read -> new OperatorRequest.Changing(new RoleChange.SetQuota(read)),
                        why -> refused("Failed to parse set quota request JSON '" + body + "': " + why),
                        why -> refused("Failed to validate set quota request JSON '" + body + "': " + why));
    }

    private static OperatorRequest remove(HttpRequest request) {
        String path = masterPath(request.target());
        Matcher ofRole = OF_ROLE.matcher(path);
        if (!ofRole.matches()) {
            return refused(
                    "Failed to parse remove quota request for path '" + path + "': expected 3 tokens, found 2 tokens");
        }
        return new OperatorRequest.Changing(new RoleChange.RemoveQuota(ofRole.group(1), Optional.of(path)));
    }

    /** The path as Mesos sees it: decoded, and below the master's own. */
    private static String masterPath(String target) {
        String sent = Routes.pathAndQuery(target).split("[?#]", 2)[0];
        String path;
        try {
            // A plus is one.
            path = URLDecoder.decode(sent.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) {
            path = sent;
        }
        return path.startsWith("/master/") ? path : "/master" + path;
    }

    private static OperatorRequest refused(String why) {
        return new OperatorRequest.Answered(HttpAnswer.badRequest(why));
    }
}
