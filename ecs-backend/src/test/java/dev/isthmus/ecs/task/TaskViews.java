package dev.isthmus.ecs.task;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.ecs.view.DefinitionView;
import dev.isthmus.ecs.view.DefinitionView.ContainerDefinitionView;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.ecs.view.TaskView.ContainerView;
import dev.isthmus.ecs.view.TaskView.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes tasks as ECS would describe them. */
final class TaskViews {

    static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    static final String ARN = "arn:aws:ecs:us-east-1:1:task/c/1";

    static final LaunchedTask TASK = new LaunchedTask(
            LaunchId.of(new FrameworkId("f"), new TaskId("t"), "o"),
            new FrameworkId("f"),
            new TaskId("t"),
            new AgentId("a"),
            Resources.none(Dialect.MESOS));

    private long version = 1;
    private String last = "PENDING";
    private String desired = "RUNNING";
    private String health = "UNKNOWN";
    private String stopCode = "";
    private String stoppedReason = "";
    private final SortedMap<String, String> identity = new TreeMap<>(Identity.write(TASK));
    private Optional<String> instance = Optional.of("arn:aws:ecs:us-east-1:1:container-instance/c/a");
    private boolean pulled;
    private boolean started;
    private final List<ContainerView> containers = new ArrayList<>();

    static TaskViews of(String last, String desired) {
        TaskViews views = new TaskViews();
        views.last = last;
        views.desired = desired;
        return views;
    }

    static TaskViews stopped(String code, String reason) {
        TaskViews views = of("STOPPED", "STOPPED");
        views.stopCode = code;
        views.stoppedReason = reason;
        return views;
    }

    TaskViews reason(String value) {
        stoppedReason = value;
        return this;
    }

    /** On Fargate, where there is no container instance. */
    TaskViews onSlot() {
        instance = Optional.empty();
        identity.put("ISTHMUS_AGENT_ID", "fargate-0");
        return this;
    }

    TaskViews version(long value) {
        version = value;
        return this;
    }

    TaskViews started() {
        started = true;
        pulled = true;
        return this;
    }

    TaskViews pulled() {
        pulled = true;
        return this;
    }

    TaskViews health(String value) {
        health = value;
        return this;
    }

    /** As a task carries it that runs a definition of these containers. */
    TaskViews counting(ContainerDefinitionView... definitions) {
        Counting.write(new DefinitionView(ARN, List.of(definitions)), "main")
                .ifPresent(counting -> identity.put(counting.getKey(), counting.getValue()));
        return this;
    }

    /** As a task carries it that a container fetches for. */
    TaskViews fetchedFor() {
        identity.put(Sandboxed.VARIABLE, "fetcher");
        return this;
    }

    TaskViews container(String name, Integer exitCode, String reason) {
        containers.add(new ContainerView(
                name, exitCode == null ? OptionalInt.empty() : OptionalInt.of(exitCode), reason, List.of()));
        return this;
    }

    TaskView view() {
        return new TaskView(
                ARN,
                version,
                last,
                desired,
                instance,
                "",
                identity,
                "main",
                containers,
                health,
                stopCode,
                stoppedReason,
                new Times(
                        Optional.of(T0),
                        pulled ? Optional.of(T0.plusSeconds(1)) : Optional.empty(),
                        started ? Optional.of(T0.plusSeconds(2)) : Optional.empty(),
                        Optional.empty(),
                        last.equals("STOPPED") ? Optional.of(T0.plusSeconds(3)) : Optional.empty()));
    }
}
