package dev.isthmus.testkit.server;

import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.scenario.ClusterEvent;
import java.math.BigDecimal;
import java.time.Duration;

/** What will happen to a cluster, in plain words. */
final class EventWords {
    private EventWords() {}

    /** As in {@code 30 s    the agent of instance 2 disconnects}. */
    static String line(ClusterEvent.Timed timed) {
        return String.format("%-8s %s", seconds(timed.at()), words(timed.event()));
    }

    static String words(ClusterEvent event) {
        return event.match(new Words());
    }

    private static final class Words implements ClusterEvent.Cases<String> {

        @Override
        public String onInstance(ClusterEvent.OnInstance on) {
            return action(on.action(), "instance " + on.instance());
        }

        @Override
        public String spotInterruption(ClusterEvent.SpotInterruption spot) {
            return "instance " + spot.instance() + " is drained, and taken back by EC2 " + seconds(spot.notice())
                    + " later";
        }

        @Override
        public String addInstances(ClusterEvent.AddInstances added) {
            return (added.count() == 1 ? "an instance is" : added.count() + " instances are") + " added: "
                    + size(added.spec()) + (added.count() == 1 ? "" : " each");
        }

        @Override
        public String clockJump(ClusterEvent.ClockJump jump) {
            Duration by = jump.by();
            return "the cluster's clock jumps " + seconds(by.abs()) + (by.isNegative() ? " back" : " ahead");
        }

        @Override
        public String fargateLimit(ClusterEvent.FargateLimit limit) {
            String of = " of " + limit.provider()
                    + limit.zone().map(zone -> " in " + zone).orElse("");
            return (limit.kind() == ClusterEvent.FargateLimit.Kind.QUOTA ? "the quota" : "the capacity") + of + " is "
                    + limit.vcpus() + " vCPUs";
        }

        @Override
        public String fargateStop(ClusterEvent.FargateStop stop) {
            String tasks = stop.count() == 1 ? "a task" : stop.count() + " tasks";
            return stop.cause() == ClusterEvent.FargateStop.Cause.INTERRUPT_SPOT
                    ? "AWS takes back the Fargate Spot capacity of " + tasks
                    : "AWS retires what " + tasks + " on Fargate " + (stop.count() == 1 ? "runs" : "run") + " on";
        }
    }

    private static String action(ClusterEvent.Action action, String instance) {
        return switch (action) {
            case DISCONNECT -> "the agent of " + instance + " disconnects";
            case RECONNECT -> "the agent of " + instance + " connects again";
            case DRAIN -> instance + " is set to DRAINING";
            case ACTIVATE -> instance + " is set to ACTIVE";
            case DEREGISTER -> instance + " is deregistered, and its tasks are stopped";
            case TERMINATE -> instance + " is terminated, and its tasks with it";
        };
    }

    /** As in {@code 4096 CPU units, 8192 MiB, 1 GPU}. */
    static String size(InstanceSpec spec) {
        String gpus = spec.gpus() == 0 ? "" : ", " + spec.gpus() + (spec.gpus() == 1 ? " GPU" : " GPUs");
        String agent =
                spec.agentVersion().equals(InstanceSpec.DEFAULT_AGENT_VERSION) ? "" : ", agent " + spec.agentVersion();
        return spec.cpu() + " CPU units, " + spec.memory() + " MiB" + gpus + agent;
    }

    private static String seconds(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros();
        return (seconds.signum() == 0 ? "0" : seconds.toPlainString()) + " s";
    }
}
