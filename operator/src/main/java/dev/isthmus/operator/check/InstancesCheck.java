package dev.isthmus.operator.check;

import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.SandboxSettings;
import dev.isthmus.ecs.fargate.SlotSettings;
import dev.isthmus.ecs.growth.GrowthSettings;
import dev.isthmus.ecs.launch.refusal.OldAgents;
import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.ecs.view.EcsAgentVersion;
import dev.isthmus.ecs.view.InstanceView;
import dev.isthmus.operator.check.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether there are instances that take tasks, all of one architecture, with agents that are new enough for what is set. */
final class InstancesCheck {

    private static final String INSTANCES = "instances";
    private static final String ARCHITECTURE = "architectures";
    private static final String AGENTS = "agent versions";

    private InstancesCheck() {}

    static List<Finding> of(List<InstanceView> instances, Target target, Settings settings) {
        List<Finding> findings = new ArrayList<>();
        if (instances.isEmpty() && settings.get(SlotSettings.FARGATE).isPresent()) {
            findings.add(Finding.ok(
                    INSTANCES,
                    "none in cluster " + target.clusterName() + ", and slots on Fargate are offered ("
                            + SlotSettings.FARGATE.name() + ")"));
            return findings;
        }
        if (instances.isEmpty() && !settings.get(GrowthSettings.GROWTH).isEmpty()) {
            findings.add(Finding.ok(
                    INSTANCES,
                    "none in cluster " + target.clusterName() + " yet, and capacity providers may add some ("
                            + GrowthSettings.GROWTH.name() + ")"));
            return findings;
        }
        findings.add(count(instances, target));
        if (!instances.isEmpty()) {
            findings.add(architectures(instances));
            findings.add(versions(instances, settings));
        }
        return findings;
    }

    private static Finding count(List<InstanceView> instances, Target target) {
        long ready = instances.stream()
                .filter(instance -> instance.connected()
                        && instance.status().equals("ACTIVE")
                        && system(instance).equals("linux"))
                .count();
        String text = instances.size() + " in cluster " + target.clusterName() + ", " + ready + " of them take tasks";
        if (instances.isEmpty()) {
            return Finding.wrong(
                    INSTANCES,
                    "there are none in cluster " + target.clusterName() + ", so nothing is offered",
                    "start EC2 instances of the ECS-optimized AMI with ECS_CLUSTER=" + target.clusterName()
                            + " in /etc/ecs/ecs.config and an instance profile with AmazonEC2ContainerServiceforEC2Role",
                    "or, where there are to be none, have slots on Fargate offered: " + SlotSettings.FARGATE.name()
                            + ", by docs/guide/operating.md#fargate");
        }
        if (ready == 0) {
            return Finding.wrong(
                    INSTANCES,
                    text + ": "
                            + counted(instances.stream()
                                    .map(instance -> !instance.connected()
                                            ? "disconnected"
                                            : instance.status()
                                                    + (system(instance).equals("linux")
                                                            ? ""
                                                            : " with " + system(instance)))
                                    .toList()),
                    "see why: aws ecs describe-container-instances --cluster " + target.clusterName()
                            + " --container-instances "
                            + InstanceView.idOf(instances.get(0).arn()));
        }
        return ready < instances.size()
                ? Finding.unknown(
                        INSTANCES, text + "; the others are draining, run Windows, or their agents are not connected")
                : Finding.ok(INSTANCES, text);
    }

    private static String system(InstanceView instance) {
        return instance.attributes().getOrDefault("ecs.os-type", "linux");
    }

    private static Finding architectures(List<InstanceView> instances) {
        Set<String> kinds = instances.stream()
                .map(instance ->
                        system(instance) + "/" + instance.attributes().getOrDefault("ecs.cpu-architecture", "unknown"))
                .collect(Collectors.toCollection(TreeSet::new));
        if (kinds.size() == 1) {
            return Finding.ok(ARCHITECTURE, "all are " + kinds.iterator().next());
        }
        return Finding.unknown(
                ARCHITECTURE,
                "there are " + kinds
                        + ": an image of one of them does not start on the others, and Mesos's offers say nothing of it but"
                        + " by attributes",
                "use images of several architectures; or constraints on attribute ecs.cpu-architecture; or"
                        + " ISTHMUS_INSTANCES='attribute:ecs.cpu-architecture == x86_64'");
    }

    private static Finding versions(List<InstanceView> instances, Settings settings) {
        List<String> old = instances.stream()
                .filter(instance -> instance.agentVersion()
                        .filter(version -> version.compareTo(OldAgents.ENDS_WHAT_WAITS_IN_VAIN) < 0)
                        .isPresent())
                .map(instance -> InstanceView.idOf(instance.arn()))
                .toList();
        String versions = counted(instances.stream()
                .map(instance ->
                        instance.agentVersion().map(EcsAgentVersion::toString).orElse("not told"))
                .toList());
        if (old.isEmpty()) {
            return Finding.ok(AGENTS, versions);
        }
        String text = old.size() + " of " + instances.size() + " are older than " + OldAgents.ENDS_WHAT_WAITS_IN_VAIN
                + " (" + versions + "), and tasks that a container fetches for are refused there";
        String remedy = "update them: aws ecs update-container-agent --container-instance " + old.get(0);
        return settings.get(SandboxSettings.FETCH_IMAGE).isPresent()
                ? Finding.wrong(AGENTS, text, remedy)
                : Finding.unknown(AGENTS, text + "; ISTHMUS_FETCH_IMAGE is not set, so there are none", remedy);
    }

    /** Each with how many there are of it. */
    private static String counted(List<String> words) {
        Map<String, Long> counts =
                words.stream().collect(Collectors.groupingBy(word -> word, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
    }
}
