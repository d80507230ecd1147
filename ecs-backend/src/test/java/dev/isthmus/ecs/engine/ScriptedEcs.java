package dev.isthmus.ecs.engine;

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
import dev.isthmus.ecs.view.TaskView.Member;
import dev.isthmus.ecs.view.TaskView.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A script of ECS's answers: tasks, instances and definitions are as the test says. It is no fake, and what it does says nothing of ECS: these tests need answers that
 * break its rules, such as a task that is never listed and a full instance that shows room, and thousands of restarts in a second. docs/adr/0026 says why
 * there is one beside the testkit's.
 */
public final class ScriptedEcs implements EcsApi {

    private static final String PREFIX = "arn:aws:ecs:us-east-1:1:";

    public final Map<String, TaskView> tasks = new LinkedHashMap<>();
    public final Map<String, InstanceView> instances = new LinkedHashMap<>();
    public final Map<String, DefinitionView> definitions = new LinkedHashMap<>();
    public final List<String> invisible = new ArrayList<>();
    public final List<Integer> describedAtOnce = new ArrayList<>();
    /** The time of what happens, for reads that are behind. */
    public Supplier<Instant> clock = () -> ScriptedRig.START;
    /** By how much the next read is behind what is. */
    public Supplier<Duration> lag = () -> Duration.ZERO;
    /** Whether a task that runs is STOPPING for a while when it is stopped, until {@link #finishStop}. */
    public boolean gracefulStops;
    /** The instances whose memory somebody else has. */
    public final Set<String> full = new HashSet<>();
    /** The instances that are full and do not show it. */
    public final Set<String> alsoFull = new HashSet<>();
    /** The UDP ports of every instance that others hold. */
    public PortRanges udpHeld = PortRanges.NONE;
    /** The reason that a full instance gives. */
    public String reason = "RESOURCE:MEMORY";
    /** The capacity providers of instances, by ARN. */
    public final Map<String, String> providers = new LinkedHashMap<>();
    /** Whether capacity providers have managed scaling, so that what finds no room waits. */
    public boolean scales = true;
    /** Why Fargate, or a capacity provider, starts nothing. */
    public Optional<String> shortage = Optional.empty();
    /** Where a capacity provider has a place for what it starts. */
    public Optional<String> placesAtOnce = Optional.empty();
    /** The starts on Fargate that were asked for, refused ones included. */
    public final List<StartRequest> sent = new ArrayList<>();
    /** Told of each change of a task. */
    public Consumer<TaskView> changes = task -> {};
    /** The only instance that a filter still lets pass. */
    public Optional<String> listedOnly = Optional.empty();

    private final Map<String, NavigableMap<Instant, TaskView>> past = new LinkedHashMap<>();
    private final Map<String, String> tokens = new LinkedHashMap<>();
    public int pageSize = 100;
    private int number;

    public String addInstance(String id) {
        String arn = PREFIX + "container-instance/c/" + id;
        Resources all = Resources.of(
                Dialect.ECS,
                Map.of(
                        ResourceName.ECS_CPU,
                        Amount.of(1024),
                        ResourceName.ECS_MEMORY,
                        Amount.of(1024),
                        ResourceName.ECS_PORTS,
                        PortRanges.ALL,
                        ResourceName.ECS_PORTS_UDP,
                        PortRanges.ALL));
        instances.put(arn, new InstanceView(arn, "ACTIVE", true, Optional.of("i-" + id), all, all, new TreeMap<>()));
        return arn;
    }

    @Override
    public Page listContainerInstances(Optional<String> filter, Optional<String> next) {
        List<String> listed = instances.keySet().stream()
                .filter(arn -> filter.isEmpty() || filter.get().contains("i-" + InstanceView.idOf(arn)))
                .filter(arn -> listedOnly.isEmpty() || arn.endsWith("/" + listedOnly.get()))
                .toList();
        return page(listed, next);
    }

    @Override
    public Described<InstanceView> describeContainerInstances(List<String> arns) {
        List<InstanceView> found = new ArrayList<>();
        List<FailureEntry> failures = new ArrayList<>();
        for (String arn : arns) {
            if (instances.containsKey(arn)) {
                found.add(free(instances.get(arn)));
            } else {
                failures.add(new FailureEntry(arn, "MISSING", ""));
            }
        }
        return new Described<>(found, failures);
    }

    private InstanceView free(InstanceView instance) {
        long used = tasks.values().stream()
                .filter(task -> !task.stopped() && task.instanceArn().equals(Optional.of(instance.arn())))
                .count();
        return new InstanceView(
                instance.arn(),
                instance.status(),
                instance.connected(),
                instance.machineId(),
                instance.registered(),
                instance.registered()
                        .with(ResourceName.ECS_PORTS_UDP, PortRanges.ALL.without(udpHeld))
                        .with(ResourceName.ECS_CPU, Amount.of(Math.max(0, 1024 - 100 * used)))
                        .with(ResourceName.ECS_MEMORY, full.contains(instance.arn()) ? Amount.ZERO : Amount.of(1024)),
                instance.attributes(),
                instance.agentVersion(),
                instance.version(),
                Optional.ofNullable(providers.get(instance.arn())));
    }

    @Override
    public Page listTasks(TaskFilter filter, Optional<String> next) {
        List<String> listed = seenNow().values().stream()
                .filter(task -> !invisible.contains(task.arn()))
                .filter(task -> task.desiredStatus().equals(filter.stopped() ? "STOPPED" : "RUNNING"))
                .filter(task ->
                        filter.startedBy().isEmpty() || filter.startedBy().get().equals(task.startedBy()))
                .filter(task -> filter.instance().isEmpty()
                        || filter.instance().equals(task.instanceArn().map(InstanceView::idOf)))
                .map(TaskView::arn)
                .toList();
        return page(listed, next);
    }

    private Page page(List<String> listed, Optional<String> next) {
        int from = next.map(Integer::parseInt).orElse(0);
        int to = Math.min(listed.size(), from + pageSize);
        return new Page(listed.subList(from, to), to < listed.size() ? Optional.of("" + to) : Optional.empty());
    }

    @Override
    public Described<TaskView> describeTasks(List<String> arns) {
        describedAtOnce.add(arns.size());
        Map<String, TaskView> seen = seenNow();
        List<TaskView> found = new ArrayList<>();
        List<FailureEntry> failures = new ArrayList<>();
        for (String arn : arns) {
            if (seen.containsKey(arn) && !invisible.contains(arn)) {
                found.add(seen.get(arn));
            } else {
                failures.add(new FailureEntry(arn, "MISSING", ""));
            }
        }
        return new Described<>(found, failures);
    }

    /** The tasks as a read sees them. */
    private Map<String, TaskView> seenNow() {
        Duration behind = lag.get();
        if (behind.isZero()) {
            return tasks;
        }
        Instant at = clock.get().minus(behind);
        Map<String, TaskView> seen = new LinkedHashMap<>();
        past.forEach((arn, views) -> {
            Map.Entry<Instant, TaskView> view = views.floorEntry(at);
            if (view != null) {
                seen.put(arn, view.getValue());
            }
        });
        return seen;
    }

    /** Since when a task has been wanted as it is wanted now, running or stopped. */
    public Instant wantedSince(TaskView task) {
        NavigableMap<Instant, TaskView> views = past.get(task.arn());
        Instant since = views.lastKey();
        for (Map.Entry<Instant, TaskView> view : views.descendingMap().entrySet()) {
            if (!view.getValue().desiredStatus().equals(task.desiredStatus())) {
                return since;
            }
            since = view.getKey();
        }
        return since;
    }

    private void put(TaskView task) {
        tasks.put(task.arn(), task);
        changes.accept(task);
        past.computeIfAbsent(task.arn(), any -> new TreeMap<>()).put(clock.get(), task);
    }

    @Override
    public Started start(StartRequest request) {
        String known = tokens.get(request.token());
        if (request.pin().hasToken() && known != null) {
            return new Started(List.of(tasks.get(known)), List.of());
        }
        if (request.pin() instanceof InstanceBinding.OnFargate) {
            sent.add(request);
            return shortage.map(said -> new Started(List.of(), List.of(new FailureEntry("", said, ""))))
                    .orElseGet(() -> begun(request, Optional.empty()));
        }
        if (request.pin() instanceof InstanceBinding.ByProvider) {
            sent.add(request);
            return shortage.map(said -> new Started(List.of(), List.of(new FailureEntry("", said, ""))))
                    .orElseGet(
                            () -> begun(request, placesAtOnce, placesAtOnce.isPresent() ? "PENDING" : "PROVISIONING"));
        }
        if (request.pin() instanceof InstanceBinding.ByConstraint pin
                && pin.provider().isPresent()) {
            return byStrategy(request, instanceOf(pin), pin.provider().get());
        }
        if (!instances.get(instanceOf(request.pin())).connected()) {
            return new Started(List.of(), List.of(new FailureEntry(instanceOf(request.pin()), "AGENT", "")));
        }
        String instance = instanceOf(request.pin());
        if (full.contains(instance) || alsoFull.contains(instance)) {
            return new Started(List.of(), List.of(new FailureEntry(instance, reason, "")));
        }
        return begun(request, Optional.of(instance));
    }

    /** What finds no room waits if the provider has managed scaling, and is refused otherwise, of the provider and not of the instance. */
    private Started byStrategy(StartRequest request, String instance, String provider) {
        if (!full.contains(instance)) {
            return begun(request, Optional.of(instance), "PENDING");
        }
        return scales
                ? begun(request, Optional.empty(), "PROVISIONING")
                : new Started(
                        List.of(), List.of(new FailureEntry(PREFIX + "capacity-provider/" + provider, reason, "")));
    }

    /** A task that waits is placed. */
    public void place(String arn, String instance) {
        TaskView task = tasks.get(arn);
        put(new TaskView(
                arn,
                task.version() + 1,
                "PENDING",
                "RUNNING",
                Optional.of(instance),
                task.startedBy(),
                task.identity(),
                task.mainContainer(),
                task.containers(),
                task.health(),
                "",
                "",
                task.times(),
                task.members()));
    }

    private Started begun(StartRequest request, Optional<String> instance) {
        return begun(request, instance, "PENDING");
    }

    private Started begun(StartRequest request, Optional<String> instance, String status) {
        number++;
        String arn = PREFIX + "task/c/" + number;
        tokens.put(request.token(), arn);
        List<Member> members = request.parts().stream()
                .map(part -> new Member(
                        part.container(), new TreeMap<>(part.environment().tailMap("ISTHMUS_"))))
                .toList();
        put(new TaskView(
                arn,
                1,
                status,
                "RUNNING",
                instance,
                request.startedBy(),
                members.get(0).identity(),
                members.get(0).container(),
                members.stream()
                        .map(member -> new ContainerView(member.container(), OptionalInt.empty(), "", List.of()))
                        .toList(),
                "UNKNOWN",
                "",
                "",
                new Times(
                        Optional.of(clock.get()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                members.size() > 1 ? members : List.of()));
        return new Started(List.of(tasks.get(arn)), List.of());
    }

    private String instanceOf(InstanceBinding pin) {
        if (pin instanceof InstanceBinding.ByName byName) {
            return byName.instanceArn();
        }
        String machine = ((InstanceBinding.ByConstraint) pin).machineId();
        return instances.values().stream()
                .filter(instance -> instance.machineId().equals(Optional.of(machine)))
                .findFirst()
                .orElseThrow()
                .arn();
    }

    @Override
    public List<FailureEntry> setInstanceState(String arn, boolean isDraining) {
        InstanceView now = instances.get(arn);
        if (now == null) {
            return List.of(new FailureEntry(arn, "MISSING", ""));
        }
        instances.put(
                arn,
                new InstanceView(
                        arn,
                        isDraining ? "DRAINING" : "ACTIVE",
                        now.connected(),
                        now.machineId(),
                        now.registered(),
                        now.remaining(),
                        now.attributes()));
        return List.of();
    }

    @Override
    public void stopTask(String arn, String reason) {
        TaskView task = tasks.get(arn);
        if (task.desiredStatus().equals("STOPPED")) {
            return;
        }
        if (gracefulStops && task.times().startedAt().isPresent()) {
            change(task, "STOPPING", "STOPPED", "UserInitiated", reason, OptionalInt.empty(), true);
            return;
        }
        change(
                task,
                "STOPPED",
                "STOPPED",
                "UserInitiated",
                reason,
                OptionalInt.of(143),
                task.times().startedAt().isPresent());
    }

    /** A task that was asked to stop has. */
    public void finishStop(String arn) {
        TaskView task = tasks.get(arn);
        change(task, "STOPPED", "STOPPED", task.stopCode(), task.stoppedReason(), OptionalInt.of(143), true);
    }

    /** Lets an agent lose, or find, its connection. */
    public void connect(String arn, boolean connected) {
        InstanceView was = instances.get(arn);
        instances.put(
                arn,
                new InstanceView(
                        arn,
                        was.status(),
                        connected,
                        was.machineId(),
                        was.registered(),
                        was.remaining(),
                        was.attributes()));
    }

    public void run(String arn) {
        change(tasks.get(arn), "RUNNING", "RUNNING", "", "", OptionalInt.empty(), true);
    }

    public void exit(String arn, int code) {
        change(tasks.get(arn), "STOPPED", "STOPPED", "EssentialContainerExited", "", OptionalInt.of(code), true);
    }

    /** Its process has exited, and what was around it is taken down. */
    public void exiting(String arn, int code) {
        TaskView task = tasks.get(arn);
        String why = task.stopCode().isEmpty() ? "EssentialContainerExited" : task.stopCode();
        change(task, "DEPROVISIONING", "STOPPED", why, task.stoppedReason(), OptionalInt.of(code), true);
    }

    /** It has stopped, after its process had exited with 3. */
    public void stopped(String arn, String code, String reason) {
        change(tasks.get(arn), "STOPPED", "STOPPED", code, reason, OptionalInt.of(3), true);
    }

    public String only() {
        if (tasks.size() != 1) {
            throw new AssertionError("want one task, there are " + tasks.keySet());
        }
        return tasks.keySet().iterator().next();
    }

    private void change(
            TaskView task,
            String last,
            String desired,
            String code,
            String reason,
            OptionalInt exitCode,
            boolean started) {
        put(new TaskView(
                task.arn(),
                task.version() + 1,
                last,
                desired,
                task.instanceArn(),
                task.startedBy(),
                task.identity(),
                task.mainContainer(),
                containers(task, exitCode),
                task.health(),
                code,
                reason,
                new Times(
                        task.times().createdAt(),
                        Optional.empty(),
                        started ? task.times().startedAt().or(() -> Optional.of(clock.get())) : Optional.empty(),
                        Optional.empty(),
                        last.equals("STOPPED") ? Optional.of(clock.get()) : Optional.empty()),
                task.members()));
    }

    /** Of a group one exits with the code, and the others are stopped for it. */
    private static List<ContainerView> containers(TaskView task, OptionalInt exitCode) {
        int count = task.containers().size();
        return IntStream.range(0, count)
                .mapToObj(place -> new ContainerView(
                        task.containers().get(place).name(),
                        exitCode.isPresent() && place != exitCode.getAsInt() % count ? OptionalInt.of(143) : exitCode,
                        "",
                        List.of()))
                .toList();
    }

    @Override
    public DefinitionView describeTaskDefinition(String reference) {
        return definitions.computeIfAbsent(
                reference,
                name -> new DefinitionView(
                        PREFIX + "task-definition/" + name + ":1",
                        containers(name)
                                .map(container ->
                                        new ContainerDefinitionView(container, true, List.of(), PortRanges.NONE, false))
                                .toList()));
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
        definitions.values().removeIf(definition -> definition.arn().equals(arn));
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
