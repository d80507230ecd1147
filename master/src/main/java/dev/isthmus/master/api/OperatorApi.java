package dev.isthmus.master.api;

import dev.isthmus.master.http.Credentials;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.JsonPage;
import dev.isthmus.master.http.Origins;
import dev.isthmus.master.http.Query;
import dev.isthmus.master.http.Realm;
import dev.isthmus.master.http.Routes;
import dev.isthmus.master.json.JsonText;
import dev.isthmus.master.logging.LoggingLevel;
import dev.isthmus.master.operator.RolesJson;
import dev.isthmus.master.role.RolesView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What operators may ask, and what is asked of their requests first. Whatever is sent gets an answer; nothing throws.
 *
 * <p>Stateless; may be called by any thread.
 */
public final class OperatorApi {

    /** It is longer than the route of operators, and goes elsewhere. */
    private static final String SCHEDULER = "api/v1/scheduler";

    private static final String ROLES = "roles";

    private static final String MAINTENANCE_STATUS = "maintenance/status";

    private static final String LOGGING = "logging/toggle";

    /** Not one of Mesos, whose operators have no such call. */
    private static final String KILL = "isthmus/kill";

    private static final List<String> FILES = List.of("files/browse", "files/download", "files/read");

    private static final Routes ROUTES = new Routes(Stream.concat(
                    Stream.of(
                            "api/v1",
                            SCHEDULER,
                            "weights",
                            "quota",
                            ROLES,
                            LOGGING,
                            "teardown",
                            "reserve",
                            "unreserve",
                            "create-volumes",
                            "destroy-volumes",
                            KILL,
                            "maintenance/schedule",
                            MAINTENANCE_STATUS,
                            "machine/down",
                            "machine/up"),
                    FILES.stream())
            .toList());

    private OperatorApi() {}

    private static Optional<String> route(HttpRequest request) {
        return ROUTES.of(request.target()).filter(route -> !route.equals(SCHEDULER));
    }

    /** Whether a request is one of an operator. */
    public static boolean has(HttpRequest request) {
        return route(request).isPresent();
    }

    /** Whether a request is of one master alone, which need not lead. */
    public static boolean isLocal(HttpRequest request) {
        return route(request).filter(LOGGING::equals).isPresent();
    }

    /**
     * Why a request is turned away before anybody looks at what it asks for; empty: it is not.
     *
     * @param known who may look at what operators set; empty: everybody
     */
    public static Optional<HttpAnswer> turnedAway(HttpRequest request, Optional<Credentials> known) {
        boolean isKnown = known.isEmpty() || known.get().mayLook(request.headers());
        if (isKnown) {
            return Optional.empty();
        }
        boolean onlyReads = route(request)
                .filter(route -> route.equals(ROLES) || route.equals(MAINTENANCE_STATUS) || FILES.contains(route))
                .isPresent();
        return Optional.of((onlyReads ? Realm.READ_ONLY : Realm.READ_WRITE).challenge());
    }

    /**
     * What is asked for. A change is never asked for by a page of another site, whose browser may know the credentials of whoever looks at it.
     *
     * @param operators who may change something; empty: everybody
     */
    public static OperatorRequest read(HttpRequest request, Optional<Credentials> operators) {
        OperatorRequest asked = switch (route(request).orElse("")) {
            case "api/v1" -> OperatorCalls.read(request, principal(request, operators));
            case "weights" -> WeightsRoute.read(request);
            case "quota" -> QuotaRoute.read(request);
            case ROLES -> roles(request);
            case "maintenance/schedule" -> MaintenanceRoute.schedule(request);
            case MAINTENANCE_STATUS -> MaintenanceRoute.status(request);
            case "machine/down" -> MaintenanceRoute.down(request);
            case "machine/up" -> MaintenanceRoute.up(request);
            case "teardown" -> FormRoutes.teardown(request);
            case "reserve" -> ReservationRoute.reserve(request, principal(request, operators));
            case "unreserve" -> ReservationRoute.unreserve(request);
            case "create-volumes", "destroy-volumes" -> new OperatorRequest.Answered(FormRoutes.noVolumes());
            case LOGGING -> LoggingRoute.toggle(request);
            case KILL -> FormRoutes.kill(request);
            case "files/browse", "files/download" -> FilesRoute.named(request);
            case "files/read" -> FilesRoute.read(request);
            default -> new OperatorRequest.Answered(HttpAnswer.notFound());
        };
        return asked.isForAChange()
                ? refused(request, operators)
                        .<OperatorRequest>map(OperatorRequest.Answered::new)
                        .orElse(asked)
                : asked;
    }

    /** What is answered to a request that {@link #isLocal}, which is done here, if it may be. */
    public static HttpAnswer local(HttpRequest request, Optional<Credentials> operators, LoggingLevel logging) {
        OperatorRequest.Logging asked = LoggingRoute.toggle(request);
        Optional<HttpAnswer> refused = asked.isForAChange() ? refused(request, operators) : Optional.empty();
        return refused.orElseGet(() -> asked.page().apply(logging));
    }

    /** Why a request may change nothing; empty: it may. */
    private static Optional<HttpAnswer> refused(HttpRequest request, Optional<Credentials> operators) {
        return Origins.foreign(request.headers()).or(() -> onlyLooks(request, operators));
    }

    private static Optional<String> principal(HttpRequest request, Optional<Credentials> operators) {
        return operators.flatMap(known -> known.authenticate(request.headers()));
    }

    private static Optional<HttpAnswer> onlyLooks(HttpRequest request, Optional<Credentials> operators) {
        return operators
                .filter(known -> known.authenticate(request.headers()).isEmpty())
                .map(known -> HttpAnswer.forbidden("These credentials may look at a master, and change nothing of it"));
    }

    private static OperatorRequest roles(HttpRequest request) {
        Query query = Query.of(request.target());
        return new OperatorRequest.Looking(
                request.target(), (master, now) -> JsonPage.of(JsonText.write(roles(master.roles())), query));
    }

    private static Map<String, Object> roles(RolesView view) {
        return RolesJson.of(view.known(), view.settings()::weightOf, view.settings()::quotaOf, view.use());
    }
}
