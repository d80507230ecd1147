package dev.isthmus.simulation.cluster;

import dev.isthmus.testkit.ecs.InMemoryEcs;
import dev.isthmus.testkit.ecs.cluster.AutoScalingSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ManagedDraining;
import software.amazon.awssdk.services.ecs.model.ManagedScalingStatus;

/** Capacity providers that add instances and take them away, as ECS tells of these. */
final class GrowingGroups {

    private static final String GROUP =
            "arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:1:autoScalingGroupName/";
    private static final String CLUSTER = "default";
    private static final String KIND = "ECS Container Instance State Change";
    private static final Pattern ARN = Pattern.compile("\"containerInstanceArn\":\"([^\"]+)\"");
    private static final Pattern STATUS = Pattern.compile("\"status\":\"([A-Z]+)\"");

    private final Consumer<String> joined;
    private final Consumer<String> leaving;
    private final Map<String, String> statuses = new HashMap<>();

    /**
     * None.
     *
     * @param joined is given the ARN of each instance that is there from now on
     * @param leaving is given it when the instance is no more, or takes no tasks
     */
    GrowingGroups(Consumer<String> joined, Consumer<String> leaving) {
        this.joined = joined;
        this.leaving = leaving;
    }

    /** The cluster has these providers too, from now on, each with a group of its name. */
    void associate(InMemoryEcs ecs, Map<String, AutoScalingSpec> groups) {
        EcsClient client = ecs.client();
        groups.forEach((name, group) -> {
            ecs.autoScalingGroup(name, group);
            client.createCapacityProvider(r -> r.name(name)
                    .autoScalingGroupProvider(g -> g.autoScalingGroupArn(GROUP + name)
                            .managedScaling(s -> s.status(ManagedScalingStatus.ENABLED))
                            .managedDraining(ManagedDraining.DISABLED)));
        });
        List<String> before = client.describeClusters(r -> r.clusters(CLUSTER))
                .clusters()
                .get(0)
                .capacityProviders();
        client.putClusterCapacityProviders(r -> r.cluster(CLUSTER)
                .capacityProviders(
                        Stream.concat(before.stream(), groups.keySet().stream()).toList())
                .defaultCapacityProviderStrategy(List.of()));
        ecs.instances().forEach(instance -> statuses.put(instance.containerInstanceArn(), instance.status()));
        ecs.events().watch(this::told);
    }

    private void told(String event) {
        if (!event.contains(KIND)) {
            return;
        }
        Matcher arn = ARN.matcher(event);
        Matcher status = STATUS.matcher(event);
        if (arn.find() && status.find()) {
            String before = statuses.put(arn.group(1), status.group(1));
            if (before == null) {
                joined.accept(arn.group(1));
            } else if (!before.equals(status.group(1)) && !"ACTIVE".equals(status.group(1))) {
                leaving.accept(arn.group(1));
            }
        }
    }
}
