package dev.isthmus.master.page;

import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.master.http.Query;
import dev.isthmus.master.snapshot.MasterSnapshot;
import dev.isthmus.master.snapshot.ShownAgent;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Agents as rows. */
final class AgentListing {

    private AgentListing() {}

    private static final Comparator<ShownAgent> BY_HOST =
            Comparator.comparing(ShownAgent::hostname).thenComparing(ShownAgent::id);

    private static Optional<Comparator<ShownAgent>> order(String name) {
        return switch (name) {
            case "id" -> Optional.of(Comparator.comparing(ShownAgent::id));
            case "host" -> Optional.of(BY_HOST);
            case "state" -> Optional.of(Comparator.comparing(ShownAgent::state));
            case "registered" -> Optional.of(Comparator.comparingDouble(ShownAgent::registered));
            case "cpus" ->
                Optional.of(Comparator.comparing(agent -> agent.used().amount(ResourceName.CPUS)));
            default -> Optional.empty();
        };
    }

    /** Those with a text, as the query says. */
    static Map<String, Object> of(MasterSnapshot master, Query query) {
        Predicate<String> has = ShownRows.has(query);
        ShownRows<ShownAgent> rows = new ShownRows<>(query, ShownRows.order(query, AgentListing::order, BY_HOST));
        for (ShownAgent agent : master.agents()) {
            if (has.test(agent.id())
                    || has.test(agent.hostname())
                    || has.test(agent.ip())
                    || agent.attributes().entrySet().stream()
                            .anyMatch(each -> has.test(each.getKey() + ":" + each.getValue()))) {
                rows.add(agent);
            }
        }
        return rows.shown("agents", AgentListing::of);
    }

    /** The agent of an id. */
    static Optional<Map<String, Object>> find(MasterSnapshot master, String id) {
        return master.agent(id).map(AgentListing::of);
    }

    /** What an operator of this master has decided, before what the cluster says. */
    private static String state(ShownAgent agent) {
        if (agent.state() == AgentState.DISCONNECTED || !agent.isWithdrawn()) {
            return agent.state().name().toLowerCase(Locale.ROOT);
        }
        return agent.drain()
                .map(drain -> drain.isDone() ? "drained" : "draining")
                .orElse("deactivated");
    }

    private static Map<String, Object> of(ShownAgent agent) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", agent.id());
        shown.put("host", agent.hostname());
        shown.put("ip", agent.ip());
        shown.put("state", state(agent));
        shown.put("registered", agent.registered());
        shown.put("attributes", agent.attributes());
        shown.put("total", ScalarSum.of(agent.total()));
        shown.put("used", ScalarSum.of(agent.used()));
        shown.put("offered", ScalarSum.of(agent.offered()));
        return shown;
    }
}
