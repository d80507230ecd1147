package dev.isthmus.master.operator;

import dev.isthmus.api.metric.MetricFamily;
import dev.isthmus.master.http.Authority;
import dev.isthmus.master.http.Credentials;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.JsonPage;
import dev.isthmus.master.http.Query;
import dev.isthmus.master.http.Realm;
import dev.isthmus.master.http.Routes;
import dev.isthmus.master.json.JsonText;
import dev.isthmus.master.snapshot.MasterIdentity;
import dev.isthmus.master.snapshot.MasterSnapshot;
import dev.isthmus.master.snapshot.ShownFramework;
import dev.isthmus.master.snapshot.ShownTask;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Answers requests for the pages of v0; any method gets them. */
public final class OperatorPages {

    private static final Routes ROUTES = new Routes(List.of(
            "flags",
            "frameworks",
            "health",
            "metrics",
            "metrics/snapshot",
            "redirect",
            "slaves",
            "state",
            "state-summary",
            "tasks",
            "version"));

    /** Read without credentials: who does may not know yet whom it speaks to. */
    private static final List<String> OPEN = List.of("health", "redirect", "version");

    private static final Pattern REDIRECT = Pattern.compile("/+(?:master/+)?redirect/*(?:[?#].*)?");

    private static final int TASKS = 100;

    private OperatorPages() {}

    /** Whether a request is for one of these pages. */
    public static boolean has(HttpRequest request) {
        return name(request).isPresent();
    }

    /** Why a request is turned away before anybody looks at the master; empty: it is not. */
    public static Optional<HttpAnswer> turnedAway(HttpRequest request, Optional<Credentials> readers) {
        boolean isOpen = name(request).map(OPEN::contains).orElse(true);
        boolean isKnown = readers.isEmpty() || readers.get().mayLook(request.headers());
        return isOpen || isKnown ? Optional.empty() : Optional.of(Realm.READ_ONLY.challenge());
    }

    /** A page that says who the master is; empty: it takes a look at it, by {@link #answer}. */
    public static Optional<HttpAnswer> identify(HttpRequest request, MasterIdentity master) {
        Query query = Query.of(request.target());
        return switch (name(request).orElse("")) {
            case "health" -> Optional.of(HttpAnswer.empty(200));
            case "redirect" -> Optional.of(redirect(request, master.info()));
            case "version" -> Optional.of(json(version(master.info().getVersion()), query));
            case "flags" -> Optional.of(json(Map.of("flags", StateJson.FLAGS), query));
            default -> Optional.empty();
        };
    }

    /**
     * A page that shows what the master holds.
     *
     * @param measured what was measured besides
     * @param now in seconds since 1970
     */
    public static HttpAnswer answer(
            HttpRequest request, MasterSnapshot master, List<MetricFamily> measured, double now) {
        Query query = Query.of(request.target());
        return switch (name(request).orElse("")) {
            case "metrics" -> PrometheusText.page(SnapshotFigures.of(master, measured, now));
            case "metrics/snapshot" ->
                wrongTimeout(request).orElseGet(() -> json(MetricsJson.of(master, measured, now), query));
            case "state" -> json(StateJson.of(master), query);
            case "state-summary" -> json(SummaryJson.of(master), query);
            case "frameworks" -> json(frameworks(master, query), query);
            case "slaves" -> json(slaves(master, query), query);
            case "tasks" -> json(tasks(master, query), query);
            default -> HttpAnswer.notFound();
        };
    }

    /** What is said to a request for {@code /metrics/snapshot} whose timeout is none; empty: there is none, or it is right, and met, as nothing is waited for. */
    public static Optional<HttpAnswer> wrongTimeout(HttpRequest request) {
        Optional<String> timeout =
                Optional.ofNullable(Query.of(request.target()).values().get("timeout"));
        return timeout.flatMap(text -> MesosDuration.read(text)
                .<Optional<HttpAnswer>>fold(
                        right -> Optional.empty(),
                        why -> Optional.of(HttpAnswer.badRequest("Invalid timeout '" + text + "': " + why + ".\n"))));
    }

    /**
     * The figures of {@code /metrics/snapshot}, by name.
     *
     * @param measured what was measured besides
     * @param now in seconds since 1970
     */
    public static Map<String, Object> metrics(MasterSnapshot master, List<MetricFamily> measured, double now) {
        return MetricsJson.of(master, measured, now);
    }

    /** Which of these pages a request is for, by its name; empty: none. */
    public static Optional<String> name(HttpRequest request) {
        return ROUTES.of(request.target());
    }

    /** Whether a request is for {@code /redirect} itself, which has nothing below it. */
    public static boolean isRedirect(HttpRequest request) {
        return REDIRECT.matcher(Routes.pathAndQuery(request.target())).matches();
    }

    /** Without a scheme, and to nothing but the master itself. */
    private static HttpAnswer redirect(HttpRequest request, MasterInfo leader) {
        return isRedirect(request)
                ? HttpAnswer.empty(307).with("Location", "//" + Authority.of(leader.getHostname(), leader.getPort()))
                : HttpAnswer.notFound();
    }

    private static HttpAnswer json(Map<String, Object> page, Query query) {
        return JsonPage.of(JsonText.write(page), query);
    }

    /** What {@code /version} says. */
    public static Map<String, Object> version(String version) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("version", version);
        shown.put("build_date", "");
        shown.put("build_time", 0.0);
        shown.put("build_user", "");
        return shown;
    }

    private static Map<String, Object> slaves(MasterSnapshot master, Query query) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put(
                "slaves",
                master.agents().stream()
                        .filter(agent -> query.wants("slave_id", agent.id()))
                        .map(agent -> AgentJson.full(agent, master.master().getVersion()))
                        .toList());
        shown.put("recovered_slaves", List.of());
        return shown;
    }

    private static Map<String, Object> frameworks(MasterSnapshot master, Query query) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("frameworks", frameworks(master.frameworks(), query));
        shown.put("completed_frameworks", frameworks(master.completed(), query));
        shown.put("unregistered_frameworks", List.of());
        return shown;
    }

    private static List<Map<String, Object>> frameworks(List<ShownFramework> frameworks, Query query) {
        return frameworks.stream()
                .filter(framework ->
                        query.wants("framework_id", framework.info().getId().getValue()))
                .map(FrameworkJson::of)
                .toList();
    }

    private static Map<String, Object> tasks(MasterSnapshot master, Query query) {
        Comparator<ShownTask> bySince = Comparator.comparingDouble(ShownTask::since);
        boolean isAscending = query.get("order").filter("asc"::equals).isPresent();
        int limit = query.get("limit").flatMap(OperatorPages::number).orElse(TASKS);
        int offset = query.get("offset").flatMap(OperatorPages::number).orElse(0);
        Stream<ShownTask> all = Stream.concat(master.frameworks().stream(), master.completed().stream())
                .flatMap(framework -> Stream.concat(framework.tasks().stream(), framework.completed().stream()))
                .filter(task -> query.wants("framework_id", task.framework())
                        && query.wants("task_id", task.info().getTaskId().getValue()))
                .sorted(isAscending ? bySince : bySince.reversed())
                .skip(Math.max(0, offset));
        Map<String, Object> shown = new LinkedHashMap<>();
        // Less than nothing means all.
        shown.put(
                "tasks",
                (limit < 0 ? all : all.limit(limit)).map(TaskJson::text).toList());
        return shown;
    }

    private static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
