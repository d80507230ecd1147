package dev.isthmus.testkit.ecs.operation;

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
import software.amazon.awssdk.services.ecs.model.CapacityProvider;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStatus;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.CapacityProviderType;
import software.amazon.awssdk.services.ecs.model.DescribeCapacityProvidersRequest;
import software.amazon.awssdk.services.ecs.model.DescribeCapacityProvidersResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.PutClusterCapacityProvidersRequest;
import software.amazon.awssdk.services.ecs.model.PutClusterCapacityProvidersResponse;

/** The operations on capacity providers, of which there are those of Fargate. */
final class CapacityProviderOperations {
    private static final int MAX_RESULTS = 10;

    private CapacityProviderOperations() {}

    /** Both lists in place of those before. A provider with tasks of the cluster cannot be taken away from it. */
    static PutClusterCapacityProvidersResponse put(EcsModel model, PutClusterCapacityProvidersRequest request) {
        AccountState account = model.account;
        ClusterState cluster = account.cluster(request.cluster());
        List<String> providers = checked(request.capacityProviders(), request.defaultCapacityProviderStrategy());
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
    static List<String> checked(List<String> named, List<CapacityProviderStrategyItem> strategy) {
        Limits.atMost(named.size(), CapacityStrategy.MAX_PROVIDERS, "capacity providers of a cluster");
        List<String> providers =
                named.stream().map(CapacityProviderOperations::nameOf).toList();
        for (String provider : providers) {
            if (FargateProvider.named(provider).isEmpty()) {
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
                : Arrays.stream(FargateProvider.values()).map(Enum::name).toList();
        for (String name : asked) {
            Optional<FargateProvider> provider = FargateProvider.named(nameOf(name));
            provider.ifPresentOrElse(
                    known -> found.add(describe(account, known)),
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
