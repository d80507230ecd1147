package dev.isthmus.testkit.ecs.limits;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.ecs.model.AutoScalingGroupProvider;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.ManagedScaling;

/** The limits of capacity providers over Auto Scaling groups. */
final class CapacityProviderLimits {
    private static final String INVALID = "InvalidParameterException";
    private static final String CLIENT = "ClientException";

    private CapacityProviderLimits() {}

    static List<Limit> all() {
        return List.of(
                Limit.of("CreateCapacityProvider name", "1 to 255 letters, digits, - _", INVALID)
                        .accepts(w -> create(w, "x".repeat(255), g -> {}), w -> create(w, "A-z_0", g -> {}))
                        .refuses(w -> create(w, "x".repeat(256), g -> {}), w -> create(w, "a.b", g -> {})),
                Limit.of("CreateCapacityProvider name", "not beginning with aws, ecs, fargate", INVALID)
                        .accepts(w -> create(w, "my-ecs", g -> {}))
                        .refuses(
                                w -> create(w, "aws-x", g -> {}),
                                w -> create(w, "ECS", g -> {}),
                                w -> create(w, "fargate2", g -> {})),
                Limit.of("CreateCapacityProvider name", "one that is not there", INVALID)
                        .accepts(w -> create(w, "a", g -> {}))
                        .refuses(w -> {
                            create(w, "a", g -> {});
                            return create(w, "a", g -> {});
                        }),
                Limit.of("CreateCapacityProvider autoScalingGroupProvider", "given", INVALID)
                        .accepts(w -> create(w, "a", g -> {}))
                        .refuses(w -> w.client.createCapacityProvider(r -> r.name("a"))),
                Limit.of("managedScaling targetCapacity", "1 to 100", INVALID)
                        .accepts(
                                w -> scaling(w, "a", s -> s.targetCapacity(1)),
                                w -> scaling(w, "b", s -> s.targetCapacity(100)))
                        .refuses(
                                w -> scaling(w, "a", s -> s.targetCapacity(0)),
                                w -> scaling(w, "b", s -> s.targetCapacity(101))),
                Limit.of("managedScaling minimumScalingStepSize, maximumScalingStepSize", "1 to 10000", INVALID)
                        .accepts(
                                w -> scaling(w, "a", s -> s.minimumScalingStepSize(1)),
                                w -> scaling(w, "b", s -> s.maximumScalingStepSize(10_000)))
                        .refuses(
                                w -> scaling(w, "a", s -> s.minimumScalingStepSize(0)),
                                w -> scaling(w, "b", s -> s.maximumScalingStepSize(10_001))),
                Limit.of("managedScaling instanceWarmupPeriod", "0 to 10000 s", INVALID)
                        .accepts(
                                w -> scaling(w, "a", s -> s.instanceWarmupPeriod(0)),
                                w -> scaling(w, "b", s -> s.instanceWarmupPeriod(10_000)))
                        .refuses(
                                w -> scaling(w, "a", s -> s.instanceWarmupPeriod(-1)),
                                w -> scaling(w, "b", s -> s.instanceWarmupPeriod(10_001))),
                Limit.of("managedTerminationProtection ENABLED", "with managedScaling ENABLED", INVALID)
                        .accepts(w -> create(
                                w,
                                "a",
                                g -> g.managedTerminationProtection("ENABLED")
                                        .managedScaling(s -> s.status("ENABLED"))))
                        .refuses(w -> create(w, "a", g -> g.managedTerminationProtection("ENABLED"))),
                Limit.of("DeleteCapacityProvider", "of no cluster", CLIENT)
                        .accepts(w -> {
                            create(w, "a", g -> {});
                            return w.client.deleteCapacityProvider(r -> r.capacityProvider("a"));
                        })
                        .refuses(w -> {
                            associated(w);
                            return w.client.deleteCapacityProvider(r -> r.capacityProvider("workers"));
                        }),
                Limit.of("UpdateCapacityProvider, DeleteCapacityProvider", "one that was made", INVALID)
                        .accepts(w -> {
                            create(w, "a", g -> {});
                            return w.client.updateCapacityProvider(r -> r.name("a"));
                        })
                        .refuses(
                                w -> w.client.updateCapacityProvider(r -> r.name("b")),
                                w -> w.client.deleteCapacityProvider(r -> r.capacityProvider("FARGATE"))),
                Limit.of("capacityProviderStrategy", "of one kind of provider", INVALID)
                        .accepts(w -> {
                            associated(w);
                            return run(w, 1, item("workers"));
                        })
                        .refuses(w -> {
                            associated(w);
                            return run(w, 1, item("workers"), item("FARGATE"));
                        }),
                Limit.of("tasks in PROVISIONING for want of capacity", "500 in a cluster", CLIENT)
                        .accepts(CapacityProviderLimits::fiveHundred)
                        .refuses(w -> {
                            fiveHundred(w);
                            return run(w, 1, item("workers"));
                        }));
    }

    private static Object create(LimitsWorld world, String name, Consumer<AutoScalingGroupProvider.Builder> more) {
        return world.client.createCapacityProvider(
                r -> r.name(name)
                        .autoScalingGroupProvider(
                                g -> more.accept(
                                        g.autoScalingGroupArn(
                                                "arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:1:autoScalingGroupName/workers"))));
    }

    private static Object scaling(LimitsWorld world, String name, Consumer<ManagedScaling.Builder> more) {
        return create(world, name, g -> g.managedScaling(s -> more.accept(s.status("ENABLED"))));
    }

    private static void associated(LimitsWorld world) {
        scaling(world, "workers", s -> {});
        world.client.putClusterCapacityProviders(r -> r.cluster("default")
                .capacityProviders("workers", "FARGATE")
                .defaultCapacityProviderStrategy(List.of()));
    }

    private static Object fiveHundred(LimitsWorld world) {
        associated(world);
        return IntStream.range(0, 50)
                .mapToObj(i -> run(world, 10, item("workers")))
                .toList()
                .get(49);
    }

    private static Object run(LimitsWorld world, int count, CapacityProviderStrategyItem... strategy) {
        return world.run(r -> r.count(count).capacityProviderStrategy(strategy));
    }

    private static CapacityProviderStrategyItem item(String provider) {
        return CapacityProviderStrategyItem.builder()
                .capacityProvider(provider)
                .weight(1)
                .build();
    }
}
