package dev.isthmus.simulation.truth;

import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.simulation.law.EcsTasks;
import dev.isthmus.simulation.law.Updates;
import dev.isthmus.simulation.law.WorldLaw;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.observe.FrameworkIds;
import dev.isthmus.simulation.verdict.Court;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * R-WD-13: what a framework is told is true: a task has finished only if its container has exited with 0, none is in error where the credentials allow to start
 * it, as all are well formed, and no question is answered with lost for a task that has run for a while on an instance that is connected.
 */
public final class ToldTruly implements WorldLaw {

    /** For longer than reads can be behind, whatever the cluster and its faults are. */
    private static final Duration SEEN_BY_ALL = Duration.ofSeconds(30);

    private static final int NO_CODE = -1;

    private final Court court;
    private final FrameworkIds ids;
    private final Map<String, Seen> tasks = new HashMap<>();
    /** The instances that are active and connected. */
    private final Map<String, Instant> connectedSince = new HashMap<>();

    private final Map<String, DriverLife> newest = new HashMap<>();

    private record Seen(Optional<String> framework, String status, Instant since, String instance, int exitCode) {

        /** What was seen later, since when it has been so. */
        Seen then(Seen later) {
            return status.equals(later.status)
                    ? new Seen(framework, status, since, later.instance, later.exitCode)
                    : later;
        }
    }

    /** Nothing runs. */
    public ToldTruly(Court court, FrameworkIds ids) {
        this.court = court;
        this.ids = ids;
    }

    @Override
    public String rule() {
        return "R-WD-13";
    }

    @Override
    public void began(DriverLife life) {
        newest.put(life.framework(), life);
    }

    @Override
    public void instanceChanged(ContainerInstance instance) {
        String arn = instance.containerInstanceArn();
        String agent = arn.substring(arn.lastIndexOf('/') + 1);
        if ("ACTIVE".equals(instance.status()) && instance.agentConnected()) {
            connectedSince.putIfAbsent(agent, court.now());
        } else {
            connectedSince.remove(agent);
        }
    }

    @Override
    public void taskChanged(Task task) {
        for (Map.Entry<String, String> each : EcsTasks.containers(task).entrySet()) {
            Seen now = new Seen(
                    EcsTasks.framework(task),
                    task.lastStatus(),
                    court.now(),
                    place(task),
                    exitCode(task.containers(), each.getValue()));
            tasks.merge(each.getKey(), now, Seen::then);
        }
    }

    /** The instance, or the slot on Fargate, that it is on. */
    private static String place(Task task) {
        String instance = String.valueOf(task.containerInstanceArn());
        return task.launchType() == LaunchType.FARGATE
                ? EcsTasks.agent(task).orElse("")
                : instance.substring(instance.lastIndexOf('/') + 1);
    }

    private static int exitCode(List<Container> containers, String name) {
        return containers.stream()
                .filter(container -> name.equals(container.name()) && container.exitCode() != null)
                .map(Container::exitCode)
                .findFirst()
                .orElse(NO_CODE);
    }

    @Override
    public void told(DriverLife life, TaskStatus status) {
        Seen seen = tasks.get(Updates.task(status));
        if (status.getState() == TaskState.TASK_FINISHED && (seen == null || seen.exitCode() != 0)) {
            court.broken(rule(), life + " tells that task " + Updates.task(status) + " has finished; ECS has " + seen);
        }
        boolean mayBeStarted = !status.getMessage().contains("credentials");
        if (status.getState() == TaskState.TASK_ERROR && mayBeStarted) {
            court.broken(
                    rule(),
                    life + " tells that task " + Updates.task(status) + " is in error, which it is not: "
                            + status.getMessage());
        }
        boolean lost = status.getState() == TaskState.TASK_LOST || status.getState() == TaskState.TASK_UNKNOWN;
        if (lost && status.getReason() == Reason.REASON_RECONCILIATION && seen != null && knows(life, seen)) {
            court.broken(
                    rule(),
                    life + " answers that task " + Updates.task(status) + " is " + status.getState()
                            + ", which has run since " + seen.since());
        }
    }

    /** Whether the driver must know that it runs: one that was replaced, or has another id, need not. */
    private boolean knows(DriverLife life, Seen task) {
        Instant before = court.now().minus(SEEN_BY_ALL);
        return task.status().equals("RUNNING")
                && task.since().isBefore(before)
                && connectedSince.getOrDefault(task.instance(), Instant.MAX).isBefore(before)
                && life.equals(newest.get(life.framework()))
                && task.framework().equals(ids.of(life));
    }
}
