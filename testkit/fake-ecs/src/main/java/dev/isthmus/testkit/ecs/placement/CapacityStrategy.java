package dev.isthmus.testkit.ecs.placement;

import dev.isthmus.testkit.ecs.cluster.FargateProvider;
import dev.isthmus.testkit.ecs.state.AccountState;
import dev.isthmus.testkit.ecs.state.ClusterState;
import dev.isthmus.testkit.ecs.wire.Limits;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;

/**
 * Which capacity providers the tasks of a call go to.
 *
 * @param items those of the request, or of its cluster; none: container instances, or what the launch type says
 */
public record CapacityStrategy(List<CapacityProviderStrategyItem> items) {
    /** As many as a cluster, and a strategy, can have. */
    public static final int MAX_PROVIDERS = 20;

    private static final int MAX_WEIGHT = 1000;
    private static final int MAX_BASE = 100_000;

    /** Copies. */
    public CapacityStrategy {
        items = List.copyOf(items);
    }

    /** That of a request: its own, or, if it names no launch type either, the default of its cluster. */
    static CapacityStrategy of(ClusterState cluster, RunTaskRequest request) {
        boolean asDefault = request.capacityProviderStrategy().isEmpty() && request.launchType() == null;
        return new CapacityStrategy(asDefault ? cluster.defaultStrategy() : request.capacityProviderStrategy());
    }

    /** Whether tasks of this request run on Fargate. */
    static boolean isForFargate(ClusterState cluster, RunTaskRequest request) {
        return request.launchType() == LaunchType.FARGATE
                || of(cluster, request).items.stream().anyMatch(CapacityStrategy::isOfFargate);
    }

    /** Where each of the tasks of a request goes, one after the other; none if it is not for Fargate. */
    public static List<FargateProvider> targets(ClusterState cluster, RunTaskRequest request) {
        int count = Math.min(Objects.requireNonNullElse(request.count(), 1), Limits.RUN_TASK_COUNT);
        if (request.launchType() == LaunchType.FARGATE) {
            return Collections.nCopies(Math.max(0, count), FargateProvider.FARGATE);
        }
        return of(cluster, request).split(count).stream()
                .flatMap(name -> FargateProvider.named(name).stream())
                .toList();
    }

    /** The providers of the account that each of the tasks of a request goes to; none if they are not for such. */
    static List<String> providers(ClusterState cluster, RunTaskRequest request) {
        return of(cluster, request).split(Objects.requireNonNullElse(request.count(), 1)).stream()
                .filter(name -> FargateProvider.named(name).isEmpty())
                .toList();
    }

    private static boolean isOfFargate(CapacityProviderStrategyItem item) {
        return FargateProvider.named(item.capacityProvider()).isPresent();
    }

    /** How many tasks a request would start of each provider, whatever else is wrong with it. */
    public static Map<FargateProvider, Integer> launches(AccountState account, RunTaskRequest request) {
        Map<FargateProvider, Integer> launches = new EnumMap<>(FargateProvider.class);
        String name = request.cluster() == null || request.cluster().isEmpty() ? "default" : request.cluster();
        ClusterState cluster = account.findCluster(name);
        if (cluster != null) {
            targets(cluster, request).forEach(provider -> launches.merge(provider, 1, Integer::sum));
        }
        return launches;
    }

    /**
     * Looks at numbers and names.
     *
     * @param associated the providers of the cluster
     * @throws ServiceError if ECS would not take it
     */
    public void check(List<String> associated) {
        Limits.atMost(items.size(), MAX_PROVIDERS, "capacity providers in a strategy");
        int bases = 0;
        for (CapacityProviderStrategyItem item : items) {
            range("weight", weight(item), MAX_WEIGHT);
            range("base", base(item), MAX_BASE);
            bases += base(item) > 0 ? 1 : 0;
            if (!associated.contains(item.capacityProvider())) {
                throw ServiceError.invalidParameter("The specified capacity provider strategy cannot contain a "
                        + "capacity provider that is not associated with the cluster. Associate the capacity provider "
                        + "with the cluster and try again.");
            }
        }
        if (items.stream().map(CapacityStrategy::isOfFargate).distinct().count() > 1) {
            throw ServiceError.invalidParameter("The specified capacity provider strategy cannot contain a mix of "
                    + "capacity providers using Auto Scaling groups and Fargate.");
        }
        if (bases > 1) {
            throw ServiceError.invalidParameter(
                    "The specified capacity provider strategy can have a base in one of its items only.");
        }
        if (items.size() > 1 && items.stream().allMatch(item -> weight(item) == 0)) {
            throw ServiceError.invalidParameter("The specified capacity provider strategy with several capacity "
                    + "providers needs a weight above 0 in one of its items.");
        }
    }

    private static void range(String member, int value, int most) {
        if (value < 0 || value > most) {
            throw ServiceError.invalidParameter(
                    "The " + member + " of a capacity provider strategy is from 0 to " + most + ", not " + value + ".");
        }
    }

    private static int weight(CapacityProviderStrategyItem item) {
        return Objects.requireNonNullElse(item.weight(), 0);
    }

    private static int base(CapacityProviderStrategyItem item) {
        return Objects.requireNonNullElse(item.base(), 0);
    }

    /** First the base, then each task to the provider that lags most behind its weight; the same call splits the same. */
    private List<String> split(int count) {
        List<String> targets = new ArrayList<>();
        items.forEach(item -> {
            for (int i = 0; i < base(item) && targets.size() < count; i++) {
                targets.add(item.capacityProvider());
            }
        });
        List<CapacityProviderStrategyItem> weighed = items.size() == 1
                ? items
                : items.stream().filter(item -> weight(item) > 0).toList();
        Map<CapacityProviderStrategyItem, Integer> given = new LinkedHashMap<>();
        while (!weighed.isEmpty() && targets.size() < count) {
            CapacityProviderStrategyItem next = weighed.stream()
                    .min(Comparator.comparingDouble(item -> given.getOrDefault(item, 0) / (double) weight(item)))
                    .orElseThrow();
            given.merge(next, 1, Integer::sum);
            targets.add(next.capacityProvider());
        }
        return targets;
    }
}
