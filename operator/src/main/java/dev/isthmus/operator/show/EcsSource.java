package dev.isthmus.operator.show;

import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslationContext;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.ecs.call.TaskFilter;
import dev.isthmus.ecs.fargate.FargateSlot;
import dev.isthmus.ecs.growth.GrowthSlot;
import dev.isthmus.ecs.task.Identity;
import dev.isthmus.ecs.view.InstanceView;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.operator.cluster.AgentsNow;
import dev.isthmus.operator.cluster.AskedCluster;
import dev.isthmus.operator.cluster.ToldTask;
import dev.isthmus.operator.settings.CommandFailure;
import dev.isthmus.operator.settings.OperatorShell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** ECS alone: what a driver with these settings would see, whichever drivers there are. */
final class EcsSource implements Source {

    private final Settings settings;
    private final OperatorShell surroundings;

    EcsSource(Settings settings, OperatorShell surroundings) {
        this.settings = settings;
        this.surroundings = surroundings;
    }

    @Override
    public Listing agents() throws CommandFailure, InterruptedException {
        Map<String, InstanceView> instances = instances();
        TranslatorTable translators = translators();
        Listing agents =
                new Listing("agents", "AGENT", "HOST", "ECS", "MESOS", "TOTAL (ECS)", "TOTAL (MESOS)", "TASKS");
        Set<String> others = new TreeSet<>(instances.keySet());
        for (Agent agent : AgentsNow.of(settings, surroundings.clock())) {
            String id = agent.id().value();
            others.remove(id);
            String status = instances.containsKey(id)
                    ? instances.get(id).status() + (instances.get(id).connected() ? "" : ", disconnected")
                    : FargateSlot.of(agent.id())
                            .map(slot -> slot.provider().name())
                            .or(() -> GrowthSlot.of(agent.id()).map(GrowthSlot::provider))
                            .orElse("gone");
            Resources total = translators.offer(agent.total(), context(agent)).resources();
            agents.add(
                    members -> {
                        members.put("id", id);
                        members.put("hostname", agent.address().hostname());
                        members.put("ecsStatus", status);
                        members.put("mesosState", word(agent.state()));
                        members.put("ecsTotal", agent.total().toString());
                        members.put("mesosTotal", total.toString());
                        members.put("tasks", agent.holdings().size());
                        members.put("attributes", agent.attributes());
                    },
                    id,
                    agent.address().hostname(),
                    status,
                    word(agent.state()),
                    brief(agent.total()),
                    brief(total),
                    "" + agent.holdings().size());
        }
        if (!others.isEmpty()) {
            agents.note((others.size() == 1 ? "1 instance is no agent" : others.size() + " instances are no agents")
                    + ": what runs Windows, is being registered, or is left out by ISTHMUS_INSTANCES is none ("
                    + others.iterator().next() + (others.size() == 1 ? "" : ", ...") + ")");
        }
        return agents;
    }

    private static String word(AgentState state) {
        return switch (state) {
            case READY -> "active";
            case DRAINING -> "draining";
            case DISCONNECTED -> "disconnected";
        };
    }

    @Override
    public Listing offers() throws CommandFailure, InterruptedException {
        TranslatorTable translators = translators();
        Listing offers = new Listing("offers", "AGENT", "HOST", "FREE (ECS)", "OFFERED (MESOS)");
        for (Agent agent : AgentsNow.of(settings, surroundings.clock())) {
            Resources offered =
                    translators.offerable(agent, List.of(), context(agent)).resources();
            if (agent.state() == AgentState.READY) {
                offers.add(
                        members -> {
                            members.put("agent", agent.id().value());
                            members.put("hostname", agent.address().hostname());
                            members.put("ecsFree", agent.free().toString());
                            members.put("mesosOffered", offered.toString());
                        },
                        agent.id().value(),
                        agent.address().hostname(),
                        brief(agent.free()),
                        brief(offered));
            }
        }
        return offers;
    }

    @Override
    public Listing tasks(boolean ended) throws CommandFailure, InterruptedException {
        Listing tasks =
                new Listing("tasks", "TASK", "FRAMEWORK", "MESOS", "ECS", "AGENT", "DEMAND (MESOS)", "ECS TASK");
        for (ToldTask told : told(ended)) {
            tasks.add(
                    members -> {
                        members.put("id", told.task().task().value());
                        members.put("framework", told.task().framework().value());
                        members.put("mesosState", told.state());
                        members.put("ecsStatus", told.view().lastStatus());
                        members.put("agent", told.task().agent().value());
                        members.put("demand", told.task().demand().toString());
                        members.put("ecsTask", told.view().arn());
                    },
                    told.task().task().value(),
                    told.task().framework().value(),
                    told.state(),
                    told.view().lastStatus(),
                    told.task().agent().value(),
                    brief(told.task().demand()),
                    InstanceView.idOf(told.view().arn()));
        }
        return tasks;
    }

    @Override
    public Listing frameworks() throws CommandFailure, InterruptedException {
        Map<String, List<ToldTask>> byFramework = new TreeMap<>();
        told(true)
                .forEach(told -> byFramework
                        .computeIfAbsent(told.task().framework().value(), framework -> new ArrayList<>())
                        .add(told));
        Listing frameworks =
                new Listing("frameworks", "FRAMEWORK", "STARTED BY (ECS)", "TASKS", "ENDED", "HOLDS (MESOS)");
        byFramework.forEach((framework, tasks) -> {
            List<ToldTask> live =
                    tasks.stream().filter(told -> !told.view().stopped()).toList();
            Resources held = live.stream()
                    .map(told -> told.task().demand())
                    .reduce(Resources.none(Dialect.MESOS), Resources::plus);
            String mark = Identity.mark(new FrameworkId(framework));
            frameworks.add(
                    members -> {
                        members.put("id", framework);
                        members.put("startedBy", mark);
                        members.put("tasks", live.size());
                        members.put("ended", tasks.size() - live.size());
                        members.put("holds", held.toString());
                    },
                    framework,
                    mark,
                    "" + live.size(),
                    "" + (tasks.size() - live.size()),
                    brief(held));
        });
        return frameworks;
    }

    /** Those of a group are a task each. */
    private List<ToldTask> told(boolean ended) throws CommandFailure, InterruptedException {
        try (AskedCluster cluster = AskedCluster.open(settings)) {
            List<TaskView> views = new ArrayList<>(cluster.tasks(TaskFilter.RUNNING));
            if (ended) {
                views.addAll(cluster.tasks(TaskFilter.STOPPED));
            }
            return views.stream()
                    .flatMap(view -> view.each().stream())
                    .flatMap(view -> ToldTask.of(view).stream())
                    .toList();
        }
    }

    private Map<String, InstanceView> instances() throws CommandFailure, InterruptedException {
        Map<String, InstanceView> instances = new TreeMap<>();
        try (AskedCluster cluster = AskedCluster.open(settings)) {
            cluster.instances().forEach(instance -> instances.put(InstanceView.idOf(instance.arn()), instance));
        }
        return instances;
    }

    private TranslatorTable translators() {
        return TranslatorTable.load(Discovery.installed(), Dialect.ECS, settings);
    }

    private TranslationContext context(Agent agent) {
        return TranslationContext.of(settings, agent.attributes());
    }

    /** Nobody reads a thousand ports in a table. */
    private static String brief(Resources resources) {
        String text = resources.toString();
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }
}
