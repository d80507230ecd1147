package dev.isthmus.operator.show;

import dev.isthmus.operator.http.HttpRead;
import dev.isthmus.operator.settings.CommandFailure;
import dev.isthmus.operator.text.Document;
import dev.isthmus.operator.text.Document.WrongDocumentException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A master, ours or one of Mesos's own, by its {@code /state}. It knows no words of ECS. */
final class MasterSource implements Source {

    private final URI master;

    MasterSource(URI master) {
        this.master = master;
    }

    /** What is read of a document, which may be wrong. */
    private interface Reading {
        void of(Document item) throws WrongDocumentException;
    }

    private void each(Reading reading, String list) throws CommandFailure {
        String text = HttpRead.text(master.resolve("/state"));
        try {
            for (Document item : Document.readOne(text).objects(list)) {
                reading.of(item);
            }
        } catch (WrongDocumentException e) {
            throw CommandFailure.wrong(
                    "what " + HttpRead.shown(master) + "/state answers is no state of a master: " + e.why(),
                    "something else listens there");
        }
    }

    @Override
    public Listing agents() throws CommandFailure {
        Listing agents =
                new Listing("agents", "AGENT", "HOST", "MESOS", "TOTAL (MESOS)", "USED (MESOS)", "OFFERED (MESOS)");
        each(
                agent -> {
                    String state = agent.truth("active") ? "active" : "not active";
                    agents.add(
                            members -> {
                                members.put("id", text(agent, "id"));
                                members.put("hostname", text(agent, "hostname"));
                                members.put("mesosState", state);
                                members.put("mesosTotal", resources(agent, "resources"));
                                members.put("mesosUsed", resources(agent, "used_resources"));
                                members.put("mesosOffered", resources(agent, "offered_resources"));
                                members.put("attributes", agent.members().getOrDefault("attributes", Map.of()));
                            },
                            text(agent, "id"),
                            text(agent, "hostname"),
                            state,
                            resources(agent, "resources"),
                            resources(agent, "used_resources"),
                            resources(agent, "offered_resources"));
                },
                "slaves");
        return agents;
    }

    @Override
    public Listing offers() throws CommandFailure {
        Listing offers = new Listing("offers", "OFFER", "FRAMEWORK", "AGENT", "OFFERED (MESOS)");
        each(
                framework -> {
                    for (Document offer : framework.objects("offers")) {
                        offers.add(
                                members -> {
                                    members.put("id", text(offer, "id"));
                                    members.put("framework", text(framework, "id"));
                                    members.put("agent", text(offer, "slave_id"));
                                    members.put("mesosOffered", resources(offer, "resources"));
                                },
                                text(offer, "id"),
                                text(framework, "id"),
                                text(offer, "slave_id"),
                                resources(offer, "resources"));
                    }
                },
                "frameworks");
        return offers;
    }

    @Override
    public Listing tasks(boolean ended) throws CommandFailure {
        Listing tasks = new Listing("tasks", "TASK", "FRAMEWORK", "MESOS", "AGENT", "DEMAND (MESOS)");
        each(
                framework -> {
                    List<Document> all = new ArrayList<>(framework.objects("tasks"));
                    all.addAll(framework.objects("unreachable_tasks"));
                    if (ended) {
                        all.addAll(framework.objects("completed_tasks"));
                    }
                    all.forEach(task -> tasks.add(
                            members -> {
                                members.put("id", text(task, "id"));
                                members.put("framework", text(framework, "id"));
                                members.put("mesosState", text(task, "state"));
                                members.put("agent", text(task, "slave_id"));
                                members.put("demand", resources(task, "resources"));
                            },
                            text(task, "id"),
                            text(framework, "id"),
                            text(task, "state"),
                            text(task, "slave_id"),
                            resources(task, "resources")));
                },
                "frameworks");
        return tasks;
    }

    @Override
    public Listing frameworks() throws CommandFailure {
        Listing frameworks =
                new Listing("frameworks", "FRAMEWORK", "NAME", "CONNECTED", "TASKS", "OFFERS", "HOLDS (MESOS)");
        each(
                framework -> {
                    int tasks = framework.items("tasks").size();
                    int offers = framework.items("offers").size();
                    boolean isConnected = framework.truth("connected");
                    frameworks.add(
                            members -> {
                                members.put("id", text(framework, "id"));
                                members.put("name", text(framework, "name"));
                                members.put("connected", isConnected);
                                members.put("tasks", tasks);
                                members.put("offers", offers);
                                members.put("holds", resources(framework, "used_resources"));
                            },
                            text(framework, "id"),
                            text(framework, "name"),
                            isConnected ? "yes" : "no",
                            "" + tasks,
                            "" + offers,
                            resources(framework, "used_resources"));
                },
                "frameworks");
        return frameworks;
    }

    private static String text(Document item, String name) {
        Object value = item.members().get(name);
        return value == null ? "" : String.valueOf(value);
    }

    /** Without what there is none of. */
    private static String resources(Document item, String name) {
        Map<String, Object> amounts = new LinkedHashMap<>();
        if (item.members().get(name) instanceof Map<?, ?> given) {
            given.forEach((resource, amount) -> amounts.put(String.valueOf(resource), amount));
        }
        return amounts.entrySet().stream()
                .filter(amount -> !String.valueOf(amount.getValue()).matches("0(\\.0)?"))
                .map(amount -> amount.getKey() + ":" + amount.getValue())
                .collect(Collectors.joining("; "));
    }
}
