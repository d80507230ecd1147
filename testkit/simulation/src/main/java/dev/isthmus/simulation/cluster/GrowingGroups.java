package dev.isthmus.simulation.cluster;

import dev.isthmus.testkit.ecs.InMemoryEcs;
import dev.isthmus.testkit.ecs.cluster.AutoScalingSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.ManagedDraining;
import software.amazon.awssdk.services.ecs.model.ManagedScalingStatus;
import software.amazon.awssdk.services.ecs.model.PutClusterCapacityProvidersRequest;
import software.amazon.awssdk.services.ecs.model.UpdateCapacityProviderRequest;

/** Capacity providers that add instances and take them away, as ECS tells of these, and what goes wrong with them. */
public final class GrowingGroups {

    private static final String GROUP =
            "arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:1:autoScalingGroupName/";
    private static final String CLUSTER = "default";
    private static final String KIND = "ECS Container Instance State Change";
    private static final Pattern ARN = Pattern.compile("\"containerInstanceArn\":\"([^\"]+)\"");
    private static final Pattern STATUS = Pattern.compile("\"status\":\"([A-Z]+)\"");
    private static final Duration NOTICE = Duration.ofMinutes(2);

    private final InMemoryEcs ecs;
    private final Map<String, AutoScalingSpec> specs;
    private final Consumer<String> joined;
    private final Consumer<String> leaving;
    private final Change change;
    private final Map<String, String> statuses = new HashMap<>();
    /** Those that the groups have added, oldest first. */
    private final List<String> added = new ArrayList<>();
    /** The providers that the cluster has besides. */
    private List<String> others = List.of();

    private Duration boot = Duration.ZERO;
    private boolean isExhausted;
    private boolean takesNew;
    /** Whether an operator has asked for anything, which need not have been done. */
    private boolean isAsked;

    /** Does something to an instance that no group does when it scales. */
    interface Change {

        /** By its ARN. */
        void make(String arn, String word, Consumer<InstanceChange> change);
    }

    /**
     * None yet.
     *
     * @param specs what each provider scales, by its name, which is that of its group
     * @param joined is given the ARN of each instance that is there from now on
     * @param leaving is given it when the instance is no more, or takes no tasks
     */
    GrowingGroups(
            InMemoryEcs ecs,
            Map<String, AutoScalingSpec> specs,
            Consumer<String> joined,
            Consumer<String> leaving,
            Change change) {
        this.ecs = ecs;
        this.specs = new TreeMap<>(specs);
        this.joined = joined;
        this.leaving = leaving;
        this.change = change;
    }

    /** The cluster has these providers too, from now on. */
    void begin() {
        EcsClient client = ecs.client();
        specs.forEach((name, group) -> {
            ecs.autoScalingGroup(name, group);
            client.createCapacityProvider(r -> r.name(name)
                    .autoScalingGroupProvider(g -> g.autoScalingGroupArn(GROUP + name)
                            .managedScaling(s -> s.status(ManagedScalingStatus.ENABLED))
                            .managedDraining(ManagedDraining.DISABLED)));
        });
        others = client.describeClusters(r -> r.clusters(CLUSTER))
                .clusters()
                .get(0)
                .capacityProviders();
        client.putClusterCapacityProviders(providers(true));
        ecs.instances().forEach(instance -> statuses.put(instance.containerInstanceArn(), instance.status()));
        ecs.events().watch(this::told);
    }

    private PutClusterCapacityProvidersRequest providers(boolean all) {
        return PutClusterCapacityProvidersRequest.builder()
                .cluster(CLUSTER)
                .capacityProviders(Stream.concat(others.stream(), (all ? specs.keySet() : List.<String>of()).stream())
                        .toList())
                .defaultCapacityProviderStrategy(List.of())
                .build();
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
                added(arn.group(1));
            } else if (!before.equals(status.group(1)) && !"ACTIVE".equals(status.group(1))) {
                leaving.accept(arn.group(1));
            }
        }
    }

    private void added(String arn) {
        joined.accept(arn);
        boolean isOfGroup =
                ecs.instance(arn).map(ContainerInstance::capacityProviderName).isPresent();
        if (isOfGroup) {
            added.add(arn);
            if (takesNew) {
                change.make(arn, "spot", its -> its.interruptSpot(NOTICE));
            }
        }
    }

    // What goes wrong with them. ECS may refuse what an operator asks it for.

    /** The cluster has the providers, or has them no more, unless a task uses one. */
    public void associated(boolean are) {
        isAsked = true;
        ecs.send(providers(are), answered -> {});
    }

    /** They scale, or do not any more. */
    public void scaling(boolean scale) {
        isAsked = true;
        ManagedScalingStatus status = scale ? ManagedScalingStatus.ENABLED : ManagedScalingStatus.DISABLED;
        specs.keySet()
                .forEach(name -> ecs.send(
                        UpdateCapacityProviderRequest.builder()
                                .name(name)
                                .autoScalingGroupProvider(
                                        group -> group.managedScaling(managed -> managed.status(status)))
                                .build(),
                        answered -> {}));
    }

    /** Instances that are asked for from now on take this time to come; nothing for what they usually take. */
    public void slow(Duration longer) {
        boot = longer;
        scale();
    }

    /** EC2 has none for the groups, or has again. Those come that are on their way. */
    public void exhausted(boolean is) {
        isExhausted = is;
        scale();
    }

    private void scale() {
        specs.forEach((name, spec) -> ecs.autoScalingGroup(
                name,
                new AutoScalingSpec(
                        spec.instance(),
                        isExhausted ? 0 : spec.max(),
                        boot.isZero() ? spec.boot() : boot,
                        spec.idle())));
    }

    /** ECS gives up all tasks that wait for an instance. */
    public void giveUp() {
        specs.keySet().forEach(ecs::giveUpWaiting);
    }

    /** EC2 takes back each instance that is new from now on, or does not any more. */
    public void takingNew(boolean takes) {
        takesNew = takes;
    }

    /** A group terminates one of its instances: where something is about to run, or else the newest. */
    public void rebalance() {
        Optional<String> chosen = added.stream()
                .filter(arn -> "ACTIVE".equals(statuses.get(arn)))
                .max(Comparator.<String>comparingInt(this::pending).thenComparing(added::indexOf));
        chosen.ifPresent(arn -> change.make(arn, "is rebalanced", InstanceChange::terminate));
    }

    private int pending(String arn) {
        return ecs.instance(arn).map(ContainerInstance::pendingTasksCount).orElse(0);
    }

    /** Nothing goes wrong with them any more. */
    void calm() {
        if (isAsked) {
            associated(true);
            scaling(true);
        }
        boot = Duration.ZERO;
        isExhausted = false;
        scale();
        takesNew = false;
    }
}
