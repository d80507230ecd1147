package dev.isthmus.testkit.ecs.operation;

import dev.isthmus.testkit.ecs.account.Tags;
import dev.isthmus.testkit.ecs.state.AccountState;
import dev.isthmus.testkit.ecs.state.ClusterState;
import dev.isthmus.testkit.ecs.wire.Limits;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ClusterField;
import software.amazon.awssdk.services.ecs.model.ClusterSetting;
import software.amazon.awssdk.services.ecs.model.CreateClusterRequest;
import software.amazon.awssdk.services.ecs.model.CreateClusterResponse;
import software.amazon.awssdk.services.ecs.model.DeleteClusterRequest;
import software.amazon.awssdk.services.ecs.model.DeleteClusterResponse;
import software.amazon.awssdk.services.ecs.model.DescribeClustersRequest;
import software.amazon.awssdk.services.ecs.model.DescribeClustersResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.ListClustersRequest;
import software.amazon.awssdk.services.ecs.model.ListClustersResponse;
import software.amazon.awssdk.services.ecs.model.UpdateClusterRequest;
import software.amazon.awssdk.services.ecs.model.UpdateClusterResponse;
import software.amazon.awssdk.services.ecs.model.UpdateClusterSettingsRequest;
import software.amazon.awssdk.services.ecs.model.UpdateClusterSettingsResponse;

/** The operations on clusters. */
final class ClusterOperations {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");
    private static final Set<ClusterField> EVERYTHING = EnumSet.allOf(ClusterField.class);

    private ClusterOperations() {}

    /** Idempotent as in ECS: the same name again answers the cluster that is there, unless something else is asked of it. */
    static CreateClusterResponse create(EcsModel model, CreateClusterRequest request) {
        AccountState account = model.account;
        String name =
                request.clusterName() == null || request.clusterName().isEmpty() ? "default" : request.clusterName();
        if (!NAME.matcher(name).matches()) {
            throw ServiceError.invalidParameter(
                    "Cluster names have 1 to 255 letters, digits, hyphens and underscores: '" + name + "'.");
        }
        List<String> providers = CapacityProviderOperations.checked(
                account, request.capacityProviders(), request.defaultCapacityProviderStrategy());
        Tags.check(request.tags());
        checkSettings(request.settings());
        ClusterState cluster = account.findCluster(name);
        if (cluster == null || !cluster.active()) {
            account.tags.clear(account.arns.cluster(name));
            cluster = account.addCluster(name);
            account.tags.add(cluster.arn, request.tags());
            set(cluster, request.settings());
            cluster.configuration(request.configuration());
            cluster.capacityProviders(providers, request.defaultCapacityProviderStrategy());
        } else if (request.hasSettings() && !request.settings().equals(cluster.settings())) {
            throw ServiceError.invalidParameter("Arguments on this idempotent request are inconsistent with arguments "
                    + "used in previous request(s).");
        }
        return CreateClusterResponse.builder()
                .cluster(describe(account, cluster, EVERYTHING))
                .build();
    }

    /** The cluster turns INACTIVE: it can be described, but it is in no list and nothing runs on it. */
    static DeleteClusterResponse delete(EcsModel model, DeleteClusterRequest request) {
        AccountState account = model.account;
        ClusterState cluster = account.cluster(request.cluster());
        if (registered(cluster) > 0) {
            throw ServiceError.of(
                    "ClusterContainsContainerInstancesException",
                    "The Cluster cannot be deleted while Container Instances are active or draining.");
        }
        if (cluster.tasks().stream().anyMatch(task -> !task.stopped())) {
            throw ServiceError.of(
                    "ClusterContainsTasksException", "The Cluster cannot be deleted while Tasks are active.");
        }
        cluster.deactivate();
        return DeleteClusterResponse.builder()
                .cluster(describe(account, cluster, EVERYTHING))
                .build();
    }

    static UpdateClusterResponse update(EcsModel model, UpdateClusterRequest request) {
        ClusterState cluster = model.account.cluster(request.cluster());
        checkSettings(request.settings());
        set(cluster, request.settings());
        if (request.configuration() != null) {
            cluster.configuration(request.configuration());
        }
        return UpdateClusterResponse.builder()
                .cluster(describe(model.account, cluster, EVERYTHING))
                .build();
    }

    static UpdateClusterSettingsResponse updateSettings(EcsModel model, UpdateClusterSettingsRequest request) {
        ClusterState cluster = model.account.cluster(request.cluster());
        if (request.settings().isEmpty()) {
            throw ServiceError.invalidParameter("settings cannot be empty.");
        }
        checkSettings(request.settings());
        set(cluster, request.settings());
        return UpdateClusterSettingsResponse.builder()
                .cluster(describe(model.account, cluster, EVERYTHING))
                .build();
    }

    static DescribeClustersResponse describe(EcsModel model, DescribeClustersRequest request) {
        AccountState account = model.account;
        List<String> asked = request.clusters().isEmpty() ? List.of("default") : request.clusters();
        Limits.count(asked, "clusters", Limits.DESCRIBE);
        Set<ClusterField> include = new LinkedHashSet<>(request.include());
        List<Cluster> clusters = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String name : asked) {
            ClusterState cluster = account.findCluster(name);
            if (cluster == null) {
                String arn = name.startsWith("arn:") ? name : account.arns.cluster(name);
                failures.add(Failure.builder().arn(arn).reason("MISSING").build());
            } else {
                clusters.add(describe(account, cluster, include));
            }
        }
        return DescribeClustersResponse.builder()
                .clusters(clusters)
                .failures(failures)
                .build();
    }

    static ListClustersResponse list(EcsModel model, ListClustersRequest request) {
        List<String> arns = model.account.clusters().stream()
                .filter(ClusterState::active)
                .map(cluster -> cluster.arn)
                .sorted()
                .toList();
        Paging<String> page = Paging.page(arns, arn -> arn, request.maxResults(), request.nextToken(), "ListClusters");
        return ListClustersResponse.builder()
                .clusterArns(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static void checkSettings(List<ClusterSetting> settings) {
        for (ClusterSetting setting : settings) {
            if (setting.name() == null
                    || setting.value() == null
                    || !List.of("enabled", "disabled", "enhanced").contains(setting.value())) {
                throw ServiceError.invalidParameter(
                        "The cluster setting containerInsights is enabled, disabled or enhanced, not '"
                                + setting.value() + "'.");
            }
        }
    }

    private static void set(ClusterState cluster, List<ClusterSetting> settings) {
        if (!settings.isEmpty()) {
            cluster.settings(settings);
        }
    }

    static Cluster describeWhole(AccountState account, ClusterState cluster) {
        return describe(account, cluster, EVERYTHING);
    }

    private static Cluster describe(AccountState account, ClusterState cluster, Set<ClusterField> include) {
        boolean configured = include.contains(ClusterField.CONFIGURATIONS);
        return Cluster.builder()
                .clusterArn(cluster.arn)
                .clusterName(cluster.name)
                .status(cluster.active() ? "ACTIVE" : "INACTIVE")
                .registeredContainerInstancesCount(registered(cluster))
                .runningTasksCount(count(cluster, "RUNNING"))
                .pendingTasksCount(count(cluster, "PENDING"))
                .activeServicesCount(0)
                .statistics(include.contains(ClusterField.STATISTICS) ? statistics(cluster) : List.of())
                .settings(include.contains(ClusterField.SETTINGS) ? cluster.settings() : List.of())
                .configuration(configured ? cluster.configuration() : null)
                .capacityProviders(cluster.capacityProviders())
                .defaultCapacityProviderStrategy(cluster.defaultStrategy())
                .tags(include.contains(ClusterField.TAGS) ? account.tags.of(cluster.arn) : List.of())
                .build();
    }

    /** Task and service counts by launch type, in the order of the API reference. */
    private static List<KeyValuePair> statistics(ClusterState cluster) {
        return List.of(
                statistic("runningEC2TasksCount", count(cluster, "RUNNING", LaunchType.EC2)),
                statistic("runningFargateTasksCount", count(cluster, "RUNNING", LaunchType.FARGATE)),
                statistic("pendingEC2TasksCount", count(cluster, "PENDING", LaunchType.EC2)),
                statistic("pendingFargateTasksCount", count(cluster, "PENDING", LaunchType.FARGATE)),
                statistic("activeEC2ServiceCount", 0),
                statistic("activeFargateServiceCount", 0),
                statistic("drainingEC2ServiceCount", 0),
                statistic("drainingFargateServiceCount", 0));
    }

    private static KeyValuePair statistic(String name, int value) {
        return KeyValuePair.builder().name(name).value(String.valueOf(value)).build();
    }

    private static int registered(ClusterState cluster) {
        return (int) cluster.instances().stream()
                .filter(instance -> !instance.status().equals("INACTIVE"))
                .count();
    }

    private static int count(ClusterState cluster, String status, LaunchType launchType) {
        return (int) cluster.tasks().stream()
                .filter(task ->
                        task.lastStatus().equals(status) && task.describe().launchType() == launchType)
                .count();
    }

    private static int count(ClusterState cluster, @Nullable String status) {
        return (int) cluster.tasks().stream()
                .filter(task -> task.lastStatus().equals(status))
                .count();
    }
}
