package dev.isthmus.driver.sharing;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.ecs.call.Described;
import dev.isthmus.ecs.call.EcsApi;
import dev.isthmus.ecs.call.FailureEntry;
import dev.isthmus.ecs.call.InstanceBinding;
import dev.isthmus.ecs.call.Page;
import dev.isthmus.ecs.call.StartRequest;
import dev.isthmus.ecs.call.Started;
import dev.isthmus.ecs.call.TaskFilter;
import dev.isthmus.ecs.definition.DefinitionContent;
import dev.isthmus.ecs.definition.GroupContent;
import dev.isthmus.ecs.view.DefinitionView;
import dev.isthmus.ecs.view.DefinitionView.ContainerDefinitionView;
import dev.isthmus.ecs.view.InstanceView;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.ecs.view.TaskView.ContainerView;
import dev.isthmus.ecs.view.TaskView.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A little ECS that counts processors and memory, as far as drivers that share it need it. Tasks start after a while and run until stopped. */
final class SharedCluster implements EcsApi {

    private static final String PREFIX = "arn:aws:ecs:us-east-1:1:";
    private static final int PAGE = 100;
    private static final int SLOWEST_START_MS = 4000;
    private static final Duration STOPS_WITHIN = Duration.ofMillis(500);

    private final SharingWorld world;
    private final Map<String, Resources> instances = new LinkedHashMap<>();
    private final Map<String, TaskView> tasks = new LinkedHashMap<>();
    private final Map<String, Resources> sizes = new LinkedHashMap<>();
    private final Map<String, String> tokens = new LinkedHashMap<>();
    /** How often a start was refused because of what others had taken. */
    int refusals;

    SharedCluster(SharingWorld world) {
        this.world = world;
    }

    /** Adds an agent of so many CPUs, with 2 GiB for each. */
    void addAgent(String id, int cpus) {
        instances.put(
                PREFIX + "container-instance/shared/" + id,
                Resources.of(
                        Dialect.ECS,
                        Map.of(
                                ResourceName.ECS_CPU, Amount.of(1024L * cpus),
                                ResourceName.ECS_MEMORY, Amount.of(2048L * cpus),
                                ResourceName.ECS_PORTS, PortRanges.ALL)));
    }

    /** Somebody who knows nothing of Isthmus takes so many CPUs of an agent. */
    void take(String agent, int cpus) {
        String arn = "other-" + agent;
        sizes.put(arn, Resources.of(Dialect.ECS, ResourceName.ECS_CPU, Amount.of(1024L * cpus)));
        put(view(
                arn,
                "RUNNING",
                "RUNNING",
                Optional.of(PREFIX + "container-instance/shared/" + agent),
                "",
                new TreeMap<>(),
                1));
    }

    /** And gives them back. */
    void giveBack(String agent) {
        stopTask("other-" + agent, "");
    }

    /** How many tasks have not ended. */
    long live() {
        return tasks.values().stream()
                .filter(task -> !task.lastStatus().equals("STOPPED"))
                .count();
    }

    /** All tasks as they are, in the order of their starts. */
    List<TaskView> tasks() {
        return List.copyOf(tasks.values());
    }

    private Resources free(String instance) {
        Resources free = all(instance);
        for (TaskView task : tasks.values()) {
            if (!task.lastStatus().equals("STOPPED") && task.instanceArn().equals(Optional.of(instance))) {
                free = free.minus(sizes.getOrDefault(task.arn(), Resources.none(Dialect.ECS)));
            }
        }
        return free;
    }

    private Resources all(String instance) {
        return instances.getOrDefault(instance, Resources.none(Dialect.ECS));
    }

    @Override
    public Page listContainerInstances(Optional<String> filter, Optional<String> next) {
        int from = next.map(Integer::parseInt).orElse(0);
        int to = Math.min(instances.size(), from + PAGE);
        return new Page(
                List.copyOf(instances.keySet()).subList(from, to),
                to < instances.size() ? Optional.of(Integer.toString(to)) : Optional.empty());
    }

    @Override
    public Described<InstanceView> describeContainerInstances(List<String> arns) {
        return new Described<>(
                arns.stream()
                        .map(arn -> new InstanceView(
                                arn,
                                "ACTIVE",
                                true,
                                Optional.of("i-" + InstanceView.idOf(arn)),
                                all(arn),
                                free(arn),
                                new TreeMap<>()))
                        .toList(),
                List.of());
    }

    @Override
    public Page listTasks(TaskFilter filter, Optional<String> next) {
        Predicate<TaskView> wanted = task -> task.desiredStatus().equals(filter.stopped() ? "STOPPED" : "RUNNING");
        return new Page(
                tasks.values().stream()
                        .filter(wanted)
                        .filter(task -> filter.startedBy().isEmpty()
                                || filter.startedBy().get().equals(task.startedBy()))
                        .filter(task -> filter.instance().isEmpty()
                                || filter.instance().equals(task.instanceArn().map(InstanceView::idOf)))
                        .map(TaskView::arn)
                        .toList(),
                Optional.empty());
    }

    @Override
    public Described<TaskView> describeTasks(List<String> arns) {
        List<TaskView> found = new ArrayList<>();
        List<FailureEntry> failures = new ArrayList<>();
        for (String arn : arns) {
            TaskView task = tasks.get(arn);
            if (task == null) {
                failures.add(new FailureEntry(arn, "MISSING", ""));
            } else {
                found.add(task);
            }
        }
        return new Described<>(found, failures);
    }

    @Override
    public Started start(StartRequest request) {
        String known = tokens.get(request.token());
        if (known != null) {
            return new Started(describeTasks(List.of(known)).found(), List.of());
        }
        String instance = PREFIX + "container-instance/shared/"
                + ((InstanceBinding.ByConstraint) request.pin()).machineId().substring(2);
        Resources size = request.parts().stream()
                .map(part -> Resources.of(
                        Dialect.ECS,
                        Map.of(
                                ResourceName.ECS_CPU,
                                Amount.of(part.sizes().cpu().orElse(0)),
                                ResourceName.ECS_MEMORY,
                                Amount.of(part.sizes()
                                        .memoryReservation()
                                        .orElse(part.sizes().memory().orElse(0))))))
                .reduce(Resources.none(Dialect.ECS), Resources::plus);
        if (!free(instance).contains(size)) {
            refusals++;
            boolean cpu = free(instance).amount(ResourceName.ECS_CPU).compareTo(size.amount(ResourceName.ECS_CPU)) < 0;
            String reason = cpu ? "RESOURCE:CPU" : "RESOURCE:MEMORY";
            return new Started(List.of(), List.of(new FailureEntry(instance, reason, "")));
        }
        String arn = PREFIX + "task/shared/" + tasks.size();
        tokens.put(request.token(), arn);
        sizes.put(arn, size);
        SortedMap<String, String> identity =
                new TreeMap<>(request.parts().get(0).environment().tailMap("ISTHMUS_"));
        put(view(arn, "PENDING", "RUNNING", Optional.of(instance), request.startedBy(), identity, 1));
        world.after(Duration.ofMillis(world.random().nextInt(SLOWEST_START_MS)), () -> run(arn));
        return new Started(describeTasks(List.of(arn)).found(), List.of());
    }

    private void run(String arn) {
        move(arn, "PENDING", "RUNNING", "RUNNING");
    }

    @Override
    public List<FailureEntry> setInstanceState(String arn, boolean isDraining) {
        throw new AssertionError("no driver sets the state of an instance");
    }

    @Override
    public void stopTask(String arn, String reason) {
        TaskView task = tasks.get(arn);
        if (task != null && !task.stopped()) {
            boolean runs = task.lastStatus().equals("RUNNING");
            move(arn, task.lastStatus(), runs ? "STOPPING" : "STOPPED", "STOPPED");
            world.after(STOPS_WITHIN, () -> move(arn, "STOPPING", "STOPPED", "STOPPED"));
        }
    }

    private void move(String arn, String from, String to, String desired) {
        TaskView task = tasks.get(arn);
        if (task != null && task.lastStatus().equals(from)) {
            put(view(
                    arn,
                    to,
                    desired,
                    task.instanceArn(),
                    task.startedBy(),
                    new TreeMap<>(task.identity()),
                    task.version() + 1));
        }
    }

    private TaskView view(
            String arn,
            String last,
            String desired,
            Optional<String> instance,
            String startedBy,
            SortedMap<String, String> identity,
            long version) {
        boolean ran = !last.equals("PENDING");
        boolean over = last.equals("STOPPED");
        Optional<Instant> begun = ran ? Optional.of(world.now()) : Optional.empty();
        return new TaskView(
                arn,
                version,
                last,
                desired,
                instance,
                startedBy,
                identity,
                DefinitionContent.CONTAINER,
                List.of(new ContainerView(
                        DefinitionContent.CONTAINER, over ? OptionalInt.of(143) : OptionalInt.empty(), "", List.of())),
                "UNKNOWN",
                desired.equals("STOPPED") ? "UserInitiated" : "",
                "",
                new Times(Optional.of(SharingWorld.START), Optional.empty(), begun, Optional.empty(), Optional.empty()),
                List.of());
    }

    private void put(TaskView task) {
        tasks.put(task.arn(), task);
    }

    @Override
    public DefinitionView describeTaskDefinition(String reference) {
        return new DefinitionView(
                PREFIX + "task-definition/" + reference + ":1",
                containers(reference)
                        .map(name -> new ContainerDefinitionView(name, true, List.of(), PortRanges.NONE, false))
                        .toList());
    }

    private static Stream<String> containers(String family) {
        return family.startsWith(DefinitionContent.FAMILY_PREFIX + "group-")
                ? IntStream.range(0, GroupContent.LARGEST).mapToObj(GroupContent::container)
                : Stream.of(DefinitionContent.CONTAINER);
    }

    @Override
    public Page listDefinitionFamilies(String prefix, Optional<String> next) {
        return new Page(List.of(), Optional.empty());
    }

    @Override
    public void deregisterTaskDefinition(String arn) {
        throw new UnsupportedOperationException("nothing is tidied up here");
    }

    @Override
    public DefinitionView registerTaskDefinition(DefinitionContent content) {
        return describeTaskDefinition(content.family());
    }

    @Override
    public DefinitionView registerTaskDefinition(GroupContent content) {
        return describeTaskDefinition(content.family());
    }
}
