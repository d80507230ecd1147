package dev.isthmus.testkit.ecs.operation;

import dev.isthmus.testkit.ecs.account.Tags;
import dev.isthmus.testkit.ecs.cluster.FargateProvider;
import dev.isthmus.testkit.ecs.placement.CapacityStrategy;
import dev.isthmus.testkit.ecs.state.AccountState;
import dev.isthmus.testkit.ecs.state.ClusterState;
import dev.isthmus.testkit.ecs.wire.Limits;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.AutoScalingGroupProvider;
import software.amazon.awssdk.services.ecs.model.AutoScalingGroupProviderUpdate;
import software.amazon.awssdk.services.ecs.model.CapacityProvider;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStatus;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.CapacityProviderType;
import software.amazon.awssdk.services.ecs.model.CapacityProviderUpdateStatus;
import software.amazon.awssdk.services.ecs.model.CreateCapacityProviderRequest;
import software.amazon.awssdk.services.ecs.model.CreateCapacityProviderResponse;
import software.amazon.awssdk.services.ecs.model.DeleteCapacityProviderRequest;
import software.amazon.awssdk.services.ecs.model.DeleteCapacityProviderResponse;
import software.amazon.awssdk.services.ecs.model.DescribeCapacityProvidersRequest;
import software.amazon.awssdk.services.ecs.model.DescribeCapacityProvidersResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ManagedDraining;
import software.amazon.awssdk.services.ecs.model.ManagedScaling;
import software.amazon.awssdk.services.ecs.model.ManagedScalingStatus;
import software.amazon.awssdk.services.ecs.model.ManagedTerminationProtection;
import software.amazon.awssdk.services.ecs.model.PutClusterCapacityProvidersRequest;
import software.amazon.awssdk.services.ecs.model.PutClusterCapacityProvidersResponse;
import software.amazon.awssdk.services.ecs.model.UpdateCapacityProviderRequest;
import software.amazon.awssdk.services.ecs.model.UpdateCapacityProviderResponse;

/** The operations on capacity providers: those of Fargate, and those over Auto Scaling groups. */
final class CapacityProviderOperations {
    private static final int MAX_RESULTS = 10;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");
    private static final Pattern RESERVED = Pattern.compile("(?i)aws|ecs|fargate");

    private CapacityProviderOperations() {}

    static CreateCapacityProviderResponse create(EcsModel model, CreateCapacityProviderRequest request) {
        AccountState account = model.account;
        String name = request.name();
        if (!NAME.matcher(name).matches() || RESERVED.matcher(name).lookingAt()) {
            throw ServiceError.invalidParameter("The name of a capacity provider is 1 to 255 letters, digits, hyphens "
                    + "and underscores, and does not begin with aws, ecs or fargate: '" + name + "'.");
        }
        if (request.managedInstancesProvider() != null) {
            throw ServiceError.unsupported("This fake does not know managed instances.");
        }
        if (request.autoScalingGroupProvider() == null) {
            throw ServiceError.invalidParameter("A capacity provider needs an autoScalingGroupProvider.");
        }
        if (account.capacityProviders.named(name).isPresent()) {
            throw ServiceError.invalidParameter("The specified capacity provider already exists: '" + name + "'.");
        }
        Tags.check(request.tags());
        AutoScalingGroupProvider group = completed(request.autoScalingGroupProvider());
        CapacityProvider provider = CapacityProvider.builder()
                .capacityProviderArn(account.arns.capacityProvider(name))
                .name(name)
                .status(CapacityProviderStatus.ACTIVE)
                .type(CapacityProviderType.EC2_AUTOSCALING)
                .autoScalingGroupProvider(group)
                .tags(request.tags())
                .build();
        account.capacityProviders.put(provider);
        return CreateCapacityProviderResponse.builder()
                .capacityProvider(provider)
                .build();
    }

    /** What is not said stays as it is. */
    static UpdateCapacityProviderResponse update(EcsModel model, UpdateCapacityProviderRequest request) {
        CapacityProvider provider = existing(model.account, request.name());
        AutoScalingGroupProviderUpdate change = request.autoScalingGroupProvider();
        if (change != null) {
            AutoScalingGroupProvider.Builder group = provider.autoScalingGroupProvider().toBuilder();
            if (change.managedScaling() != null) {
                group.managedScaling(change.managedScaling());
            }
            if (change.managedTerminationProtection() != null) {
                group.managedTerminationProtection(change.managedTerminationProtection());
            }
            if (change.managedDraining() != null) {
                group.managedDraining(change.managedDraining());
            }
            provider = provider.toBuilder()
                    .autoScalingGroupProvider(completed(group.build()))
                    .updateStatus(CapacityProviderUpdateStatus.UPDATE_COMPLETE)
                    .build();
            model.account.capacityProviders.put(provider);
        }
        return UpdateCapacityProviderResponse.builder()
                .capacityProvider(provider)
                .build();
    }

    /** Not while a cluster is associated with it. */
    static DeleteCapacityProviderResponse delete(EcsModel model, DeleteCapacityProviderRequest request) {
        AccountState account = model.account;
        CapacityProvider provider = existing(account, nameOf(request.capacityProvider()));
        boolean used = account.clusters().stream()
                .anyMatch(cluster ->
                        cluster.active() && cluster.capacityProviders().contains(provider.name()));
        if (used) {
            throw ServiceError.client("The specified capacity provider is in use and cannot be removed.");
        }
        account.capacityProviders.remove(provider.name());
        return DeleteCapacityProviderResponse.builder()
                .capacityProvider(provider.toBuilder()
                        .status(CapacityProviderStatus.INACTIVE)
                        .updateStatus(CapacityProviderUpdateStatus.DELETE_COMPLETE)
                        .build())
                .build();
    }

    private static CapacityProvider existing(AccountState account, String name) {
        return account.capacityProviders
                .named(name)
                .orElseThrow(() -> ServiceError.invalidParameter("The specified capacity provider '" + name
                        + "' was not found. Specify a valid name or ARN and try again."));
    }

    /** With the defaults that ECS fills in, once they are in their bounds. */
    private static AutoScalingGroupProvider completed(AutoScalingGroupProvider group) {
        ManagedScaling asked = group.managedScaling() == null
                ? ManagedScaling.builder().status(ManagedScalingStatus.DISABLED).build()
                : group.managedScaling();
        ManagedScaling scaling = ManagedScaling.builder()
                .status(asked.status() == null ? ManagedScalingStatus.DISABLED : asked.status())
                .targetCapacity(within("targetCapacity", asked.targetCapacity(), 100, 1, 100))
                .minimumScalingStepSize(within("minimumScalingStepSize", asked.minimumScalingStepSize(), 1, 1, 10_000))
                .maximumScalingStepSize(
                        within("maximumScalingStepSize", asked.maximumScalingStepSize(), 10_000, 1, 10_000))
                .instanceWarmupPeriod(within("instanceWarmupPeriod", asked.instanceWarmupPeriod(), 300, 0, 10_000))
                .build();
        ManagedTerminationProtection protection = group.managedTerminationProtection() == null
                ? ManagedTerminationProtection.DISABLED
                : group.managedTerminationProtection();
        if (protection == ManagedTerminationProtection.ENABLED && scaling.status() != ManagedScalingStatus.ENABLED) {
            throw ServiceError.invalidParameter("managedTerminationProtection needs managedScaling.");
        }
        return group.toBuilder()
                .managedScaling(scaling)
                .managedTerminationProtection(protection)
                .managedDraining(group.managedDraining() == null ? ManagedDraining.ENABLED : group.managedDraining())
                .build();
    }

    private static int within(String member, @Nullable Integer given, int otherwise, int least, int most) {
        int value = given == null ? otherwise : given;
        if (value < least || value > most) {
            throw ServiceError.invalidParameter(
                    "managedScaling." + member + " is from " + least + " to " + most + ", not " + value + ".");
        }
        return value;
    }

    /** Both lists in place of those before. A provider with tasks of the cluster cannot be taken away from it. */
    static PutClusterCapacityProvidersResponse put(EcsModel model, PutClusterCapacityProvidersRequest request) {
        AccountState account = model.account;
        ClusterState cluster = account.cluster(request.cluster());
        List<String> providers =
                checked(account, request.capacityProviders(), request.defaultCapacityProviderStrategy());
        cluster.tasks().stream()
                .filter(task -> !task.stopped())
                .map(task -> task.describe().capacityProviderName())
                .filter(used -> used != null && !providers.contains(used))
                .findFirst()
                .ifPresent(used -> {
                    throw ServiceError.of(
                            "ResourceInUseException",
                            "The specified capacity provider is in use and cannot be removed: " + used + ".");
                });
        cluster.capacityProviders(providers, request.defaultCapacityProviderStrategy());
        return PutClusterCapacityProvidersResponse.builder()
                .cluster(ClusterOperations.describeWhole(account, cluster))
                .build();
    }

    /** The names of providers that there are, and a strategy of these alone. */
    static List<String> checked(AccountState account, List<String> named, List<CapacityProviderStrategyItem> strategy) {
        Limits.atMost(named.size(), CapacityStrategy.MAX_PROVIDERS, "capacity providers of a cluster");
        List<String> providers =
                named.stream().map(CapacityProviderOperations::nameOf).toList();
        for (String provider : providers) {
            if (FargateProvider.named(provider).isEmpty()
                    && account.capacityProviders.named(provider).isEmpty()) {
                throw ServiceError.invalidParameter("The specified capacity provider '" + provider
                        + "' was not found. Specify a valid name or ARN and try again.");
            }
        }
        new CapacityStrategy(strategy).check(providers);
        return providers;
    }

    private static String nameOf(String nameOrArn) {
        return nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
    }

    static DescribeCapacityProvidersResponse describe(EcsModel model, DescribeCapacityProvidersRequest request) {
        AccountState account = model.account;
        Limits.atMost(request.capacityProviders().size(), Limits.DESCRIBE, "capacityProviders");
        if (request.maxResults() != null && (request.maxResults() < 1 || request.maxResults() > MAX_RESULTS)) {
            throw ServiceError.invalidParameter(
                    "maxResults must be from 1 to " + MAX_RESULTS + ", not " + request.maxResults() + ".");
        }
        if (request.cluster() != null) {
            account.cluster(request.cluster());
        }
        List<CapacityProvider> found = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        List<String> asked = request.hasCapacityProviders()
                ? request.capacityProviders()
                : Stream.concat(
                                Arrays.stream(FargateProvider.values()).map(Enum::name),
                                account.capacityProviders.names().stream())
                        .toList();
        for (String name : asked) {
            Optional<CapacityProvider> provider = FargateProvider.named(nameOf(name))
                    .map(known -> describe(account, known))
                    .or(() -> account.capacityProviders.named(nameOf(name)));
            provider.ifPresentOrElse(
                    found::add,
                    () -> failures.add(Failure.builder()
                            .arn(name.startsWith("arn:") ? name : account.arns.capacityProvider(name))
                            .reason("MISSING")
                            .build()));
        }
        return DescribeCapacityProvidersResponse.builder()
                .capacityProviders(found)
                .failures(failures)
                .build();
    }

    private static CapacityProvider describe(AccountState account, FargateProvider provider) {
        return CapacityProvider.builder()
                .capacityProviderArn(account.arns.capacityProvider(provider.name()))
                .name(provider.name())
                .status(CapacityProviderStatus.ACTIVE)
                .type(CapacityProviderType.fromValue(provider.name()))
                .tags(List.of())
                .build();
    }
}
