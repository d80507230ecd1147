package dev.isthmus.testkit.ecs;

import dev.isthmus.testkit.ecs.fault.CallSubject;
import dev.isthmus.testkit.ecs.fault.FaultCount;
import dev.isthmus.testkit.ecs.fault.FaultRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.Resource;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * Queries over the calls and tasks of a {@link FakeEcs}, answered from its present state: call rates, tasks by property, duplicates.
 * Thread-safe.
 */
public final class Inspection {
    private static final int CALLS_SHOWN = 40;

    private final FakeEcs ecs;

    Inspection(FakeEcs ecs) {
        this.ecs = ecs;
    }

    /** The calls of one operation, in order. */
    public List<RecordedCall> calls(String operation) {
        return ecs.calls().stream()
                .filter(call -> call.operation().equals(operation))
                .toList();
    }

    /** The calls that arrived from {@code from} on and before {@code until}, in order. */
    public List<RecordedCall> callsBetween(Instant from, Instant until) {
        return ecs.calls().stream()
                .filter(call -> !call.time().isBefore(from) && call.time().isBefore(until))
                .toList();
    }

    /** The largest number of calls of an operation, {@code "*"} for all, that arrived within any time of this length. */
    public int mostCallsWithin(Duration length, String operation) {
        List<Instant> times = ecs.calls().stream()
                .filter(call ->
                        operation.equals(FaultRule.ANY) || call.operation().equals(operation))
                .map(RecordedCall::time)
                .sorted()
                .toList();
        int most = 0;
        int first = 0;
        for (int last = 0; last < times.size(); last++) {
            while (!times.get(first).plus(length).isAfter(times.get(last))) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    /** The tasks that can still be described, by something of theirs, as in {@code tasksBy(Task::group)}. */
    public Map<String, List<Task>> tasksBy(Function<Task, String> property) {
        Map<String, List<Task>> groups = new LinkedHashMap<>();
        for (Task task : ecs.tasks()) {
            groups.computeIfAbsent(Objects.requireNonNullElse(property.apply(task), ""), key -> new ArrayList<>())
                    .add(task);
        }
        return groups;
    }

    /** The tasks by the value that an environment variable is overridden with; those without it are left out. */
    public Map<String, List<Task>> tasksByVariable(String name) {
        Map<String, List<Task>> groups = new LinkedHashMap<>();
        for (Task task : ecs.tasks()) {
            variable(task, name)
                    .ifPresent(value -> groups.computeIfAbsent(value, key -> new ArrayList<>())
                            .add(task));
        }
        return groups;
    }

    /**
     * The tasks that share the value of an overridden environment variable with another task, as two do that were started for one
     * launch; empty if there are none. Stopped tasks count as long as they can be described.
     */
    public Map<String, List<Task>> duplicatesOf(String variable) {
        Map<String, List<Task>> groups = tasksByVariable(variable);
        groups.values().removeIf(tasks -> tasks.size() < 2);
        return groups;
    }

    /** The tasks that have not stopped, in the order in which they were started. */
    public List<Task> runningTasks() {
        return ecs.tasks().stream()
                .filter(task -> !"STOPPED".equals(task.lastStatus()))
                .toList();
    }

    /** The rules of faults that were not played as often as they say; see {@link FaultCount#consumed}. */
    public List<FaultCount> unconsumedFaults() {
        return ecs.faults().stream().filter(count -> !count.consumed()).toList();
    }

    /** Everything on a page, for the message of a test that failed: instances, tasks, faults, and the newest calls. */
    public String dump() {
        StringBuilder text = new StringBuilder();
        line(text, ecs.toString());
        line(text, "instances:");
        int number = 0;
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (ContainerInstance instance : ecs.instances()) {
            numbers.put(instance.containerInstanceArn(), ++number);
            line(text, "  " + number + "  " + instance(instance));
        }
        line(text, "tasks:");
        for (Task task : ecs.tasks()) {
            line(text, "  " + task(task) + "  on " + place(task, numbers));
        }
        line(text, "faults:");
        ecs.faults().forEach(count -> line(text, "  " + count));
        List<RecordedCall> calls = ecs.calls();
        int skipped = Math.max(0, calls.size() - CALLS_SHOWN);
        line(text, "calls: " + ecs.callCounts() + (skipped == 0 ? "" : ", the newest " + CALLS_SHOWN + ":"));
        calls.stream().skip(skipped).forEach(call -> line(text, "  " + call));
        return text.toString();
    }

    static Optional<String> variable(Task task, String name) {
        return Stream.ofNullable(task.overrides())
                .flatMap(overrides -> overrides.containerOverrides().stream())
                .flatMap(container -> container.environment().stream())
                .filter(pair -> name.equals(pair.name()))
                .map(KeyValuePair::value)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static String place(Task task, Map<String, Integer> numbers) {
        return task.containerInstanceArn() == null
                ? task.launchTypeAsString()
                : "instance " + numbers.get(task.containerInstanceArn());
    }

    private static String instance(ContainerInstance instance) {
        StringBuilder free = new StringBuilder();
        for (Resource resource : instance.remainingResources()) {
            if (resource.name().equals("CPU") || resource.name().equals("MEMORY")) {
                free.append("  ").append(resource.name()).append(' ').append(resource.integerValue());
            }
        }
        return CallSubject.lastPart(instance.containerInstanceArn()) + "  " + instance.ec2InstanceId() + "  "
                + instance.status() + (instance.agentConnected() ? "" : ", agent disconnected") + "  free:" + free
                + "  tasks " + instance.runningTasksCount() + " running, " + instance.pendingTasksCount() + " pending";
    }

    private static String task(Task task) {
        return CallSubject.lastPart(task.taskArn()) + "  " + CallSubject.lastPart(task.taskDefinitionArn()) + "  "
                + task.lastStatus()
                + (task.lastStatus().equals(task.desiredStatus()) ? "" : " (wanted " + task.desiredStatus() + ")")
                + (task.startedBy() == null ? "" : "  started by " + task.startedBy())
                + (task.stoppedReason() == null ? "" : "  " + task.stoppedReason())
                + (task.containers().size() < 2 ? "" : "  " + containers(task));
    }

    /** As in "fetch STOPPED 1, main PENDING". */
    private static String containers(Task task) {
        return task.containers().stream()
                .map(container -> container.name() + " " + container.lastStatus()
                        + (container.exitCode() == null ? "" : " " + container.exitCode()))
                .collect(Collectors.joining(", "));
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append(System.lineSeparator());
    }
}
