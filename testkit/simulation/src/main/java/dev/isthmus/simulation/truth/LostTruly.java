package dev.isthmus.simulation.truth;

import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.simulation.law.EcsTasks;
import dev.isthmus.simulation.law.Fairness;
import dev.isthmus.simulation.law.Updates;
import dev.isthmus.simulation.law.WorldLaw;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.observe.InstanceHistory;
import dev.isthmus.simulation.verdict.Court;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/**
 * R-WD-15: an agent is told to be lost, and its tasks with it, only if its instance is gone, or has not been connected, as far as looks can tell, for the
 * time that is set; and once a loss. Not judged where ECS answers reads with what was.
 */
public final class LostTruly implements WorldLaw {

    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    /** How the ids of slots of capacity providers begin. */
    private static final String SLOT = "growth-";

    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final Set<TaskStopCode> TAKEN_BACK =
            EnumSet.of(TaskStopCode.SPOT_INTERRUPTION, TaskStopCode.INFRASTRUCTURE_HEALTH);

    private final Court court;
    private final Fairness fairness;
    private final InstanceHistory history;
    private final Looks looks;
    private final Duration timeout;
    /** The agents that were told to be lost and have not been connected since. */
    private final Map<DriverLife, Set<String>> lost = new HashMap<>();

    private final Map<DriverLife, Instant> wentOn = new HashMap<>();

    /** The tasks whose place on Fargate AWS has taken back: their slots stay, and what is told of them is told as if their agent were gone. */
    private final Set<String> takenBack = new HashSet<>();

    /** The instances of tasks that were launched on a slot of a capacity provider, and are told of as if that were their agent. */
    private final Map<String, String> instances = new HashMap<>();

    /**
     * Nothing is lost.
     *
     * @param timeout for how long an agent may be away
     */
    public LostTruly(Court court, Fairness fairness, InstanceHistory history, Looks looks, Duration timeout) {
        this.court = court;
        this.fairness = fairness;
        this.history = history;
        this.looks = looks;
        this.timeout = timeout;
    }

    @Override
    public String rule() {
        return "R-WD-15";
    }

    @Override
    public void frozen(DriverLife life, boolean stands) {
        if (!stands) {
            wentOn.put(life, court.now());
        }
    }

    @Override
    public void instanceChanged(ContainerInstance instance) {
        if (instance.agentConnected() && !"INACTIVE".equals(instance.status())) {
            String arn = instance.containerInstanceArn();
            lost.values().forEach(its -> its.remove(arn.substring(arn.lastIndexOf('/') + 1)));
        }
    }

    @Override
    public void taskChanged(Task task) {
        if (task.launchType() == LaunchType.FARGATE && TAKEN_BACK.contains(task.stopCode())) {
            takenBack.addAll(EcsTasks.containers(task).keySet());
        }
        String instance = task.containerInstanceArn();
        if (instance != null && EcsTasks.agent(task).filter(LostTruly::isSlot).isPresent()) {
            EcsTasks.containers(task)
                    .keySet()
                    .forEach(id -> instances.put(id, instance.substring(instance.lastIndexOf('/') + 1)));
        }
    }

    @Override
    public void agentLost(DriverLife life, String agent) {
        judge(life, agent, "agent " + agent + " is lost");
        if (!lost.computeIfAbsent(life, first -> new HashSet<>()).add(agent)) {
            court.broken(rule(), life + " tells again that agent " + agent + " is lost, which has not been back");
        }
    }

    @Override
    public void told(DriverLife life, TaskStatus status) {
        boolean removed = status.getReason() == Reason.REASON_SLAVE_REMOVED
                || status.getReason() == Reason.REASON_SLAVE_REMOVED_BY_OPERATOR;
        if (removed && !takenBack.contains(Updates.task(status))) {
            String agent = instances.getOrDefault(
                    Updates.task(status), status.getSlaveId().getValue());
            judge(
                    life,
                    agent,
                    "task " + status.getTaskId().getValue() + " is " + status.getState() + " with agent " + agent);
        }
    }

    private static boolean isSlot(String agent) {
        return agent.startsWith(SLOT);
    }

    private void judge(DriverLife life, String agent, String what) {
        if (history.goneSince(agent).isPresent()) {
            return;
        }
        Instant now = court.now();
        boolean undisturbed = fairness.undisturbedFor(life.framework())
                .filter(its -> its.compareTo(timeout.plus(looks.within())) > 0)
                .isPresent();
        Duration unseen = undisturbed ? looks.within() : looks.withinIfCallsFail();
        // It was away when it began to be, as far as the driver knows, and at each look since.
        Duration connected = history.longestConnected(agent, now.minus(timeout).minus(unseen));
        if (!hasYetToLook(life) && connected.compareTo(unseen) > 0) {
            court.broken(
                    rule(),
                    life + " tells that " + what + ", which was connected for " + connected
                            + " at a stretch within the last " + timeout.plus(unseen));
        }
    }

    /** Of a process that goes on; but what has fallen due while it stood still is done at once, and must not be believed. */
    private boolean hasYetToLook(DriverLife life) {
        Duration since = Duration.between(wentOn.getOrDefault(life, Instant.EPOCH), court.now());
        return since.compareTo(AT_ONCE) > 0 && since.compareTo(LOOK) < 0;
    }

    @Override
    public void ended(DriverLife life) {
        lost.remove(life);
        wentOn.remove(life);
    }
}
