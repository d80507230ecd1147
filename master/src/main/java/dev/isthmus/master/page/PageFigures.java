package dev.isthmus.master.page;

import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.master.http.Headers;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.Query;
import dev.isthmus.master.http.Routes;
import dev.isthmus.master.json.JsonText;
import dev.isthmus.master.snapshot.MasterSnapshot;
import dev.isthmus.master.snapshot.ShownAgent;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The figures of the page, over a snapshot that all share. Each answer has all that one view shows, so that a page asks once a second, and only the rows that are in sight, so
 * that it weighs the same on any cluster.
 */
public final class PageFigures {

    private static final Routes ROUTES =
            new Routes(List.of("isthmus/overview", "isthmus/frameworks", "isthmus/agents", "isthmus/tasks"));

    private static final Headers HEADERS = Headers.NONE
            .with("Content-Type", "application/json")
            .with("Cache-Control", "no-store")
            .with("X-Content-Type-Options", "nosniff");

    private PageFigures() {}

    /** Whether a request is for some of them. */
    public static boolean has(HttpRequest request) {
        return ROUTES.of(request.target()).isPresent();
    }

    /**
     * The figures.
     *
     * @param now in seconds since 1970
     * @throws IllegalArgumentException if the request is for none of them
     */
    public static HttpAnswer answer(HttpRequest request, MasterSnapshot master, double now) {
        Query query = Query.of(request.target());
        Map<String, Object> shown = head(master, now);
        switch (ROUTES.of(request.target()).orElse("")) {
            case "isthmus/overview" -> overview(master, shown);
            case "isthmus/frameworks" -> {
                shown.put("frameworks", FrameworkListing.of(master.frameworks()));
                shown.put("completed", FrameworkListing.of(master.completed()));
            }
            case "isthmus/agents" -> shown.putAll(AgentListing.of(master, query));
            case "isthmus/tasks" -> tasks(master, query, shown);
            default -> throw new IllegalArgumentException("no figures are at " + request.target());
        }
        return json(shown);
    }

    /** An answer that nobody keeps. */
    static HttpAnswer json(Map<String, Object> shown) {
        return new HttpAnswer(200, HEADERS, JsonText.write(shown));
    }

    /** Whose figures they are, and of when. */
    static Map<String, Object> head(MasterSnapshot master, double now) {
        MasterInfo info = master.master();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("cluster", master.cluster());
        shown.put("leader", info.getHostname() + ":" + info.getPort());
        shown.put("version", info.getVersion());
        shown.put("started", master.started());
        shown.put("now", now);
        return shown;
    }

    private static void overview(MasterSnapshot master, Map<String, Object> shown) {
        Map<String, Object> agents = new LinkedHashMap<>();
        for (AgentState state : AgentState.values()) {
            agents.put(
                    state.name().toLowerCase(Locale.ROOT),
                    master.agents().stream()
                            .filter(agent -> agent.state() == state)
                            .count());
        }
        agents.put("unreachable", master.unreachable());
        shown.put("agents", agents);
        ScalarSum total = new ScalarSum();
        ScalarSum used = new ScalarSum();
        ScalarSum offered = new ScalarSum();
        for (ShownAgent agent : master.agents()) {
            total.add(agent.total());
            used.add(agent.used());
            offered.add(agent.offered());
        }
        shown.put("total", total.shown());
        shown.put("used", used.shown());
        shown.put("offered", offered.shown());
        shown.put("frameworks", FrameworkListing.of(master.frameworks()));
        shown.put("completed", FrameworkListing.of(master.completed()));
    }

    /** Those of a framework or an agent with what it is, if the page is of one. */
    private static void tasks(MasterSnapshot master, Query query, Map<String, Object> shown) {
        query.get("framework_id")
                .flatMap(id -> FrameworkListing.find(master, id))
                .ifPresent(framework -> shown.put("framework", framework));
        query.get("agent_id")
                .flatMap(id -> AgentListing.find(master, id))
                .ifPresent(agent -> shown.put("agent", agent));
        shown.putAll(TaskListing.of(master, query));
    }
}
