package dev.isthmus.master.page;

import dev.isthmus.api.inventory.Agent;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.Query;
import dev.isthmus.master.http.Routes;
import dev.isthmus.mesos.allocator.OfferRule;
import dev.isthmus.mesos.machine.offer.AgentStanding;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why a framework waits: for each of its roles how many agents were ruled out by which rule, and the first of those. */
public final class WaitingPage {

    private static final Routes ROUTES = new Routes(List.of("isthmus/waiting"));

    /** So many agents are named of a rule. */
    private static final int NAMED = 20;

    private WaitingPage() {}

    /** Whether a request is for that. */
    public static boolean has(HttpRequest request) {
        return ROUTES.of(request.target()).isPresent();
    }

    /** The id of the framework that it is about; may be empty. */
    public static String framework(HttpRequest request) {
        return Query.of(request.target()).get("framework_id").orElse("");
    }

    /**
     * The answer.
     *
     * @param standings of one framework
     * @param now in seconds since 1970
     */
    public static HttpAnswer answer(List<AgentStanding> standings, double now) {
        Map<String, Map<OfferRule, List<Agent>>> roles = new LinkedHashMap<>();
        for (AgentStanding standing : standings) {
            roles.computeIfAbsent(standing.role(), any -> new EnumMap<>(OfferRule.class))
                    .computeIfAbsent(standing.rule(), any -> new ArrayList<>())
                    .add(standing.agent());
        }
        List<Map<String, Object>> shown = new ArrayList<>();
        roles.forEach((role, rules) -> shown.add(role(role, rules)));
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("now", now);
        page.put("roles", shown);
        return PageFigures.json(page);
    }

    private static Map<String, Object> role(String role, Map<OfferRule, List<Agent>> rules) {
        List<Map<String, Object>> shown = new ArrayList<>();
        rules.forEach((rule, agents) -> {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("rule", rule.name());
            each.put("words", rule.words());
            each.put("count", agents.size());
            each.put(
                    "agents",
                    agents.stream().limit(NAMED).map(WaitingPage::agent).toList());
            shown.add(each);
        });
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("role", role);
        whole.put("rules", shown);
        return whole;
    }

    private static Map<String, Object> agent(Agent agent) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", agent.id().value());
        shown.put("host", agent.address().hostname());
        return shown;
    }
}
