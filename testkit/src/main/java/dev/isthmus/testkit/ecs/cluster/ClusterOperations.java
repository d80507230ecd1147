package dev.isthmus.testkit.ecs.cluster;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ClusterField;
import software.amazon.awssdk.services.ecs.model.DescribeClustersRequest;
import software.amazon.awssdk.services.ecs.model.DescribeClustersResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListClustersRequest;
import software.amazon.awssdk.services.ecs.model.ListClustersResponse;

/** The operations on clusters. */
final class ClusterOperations {
    private ClusterOperations() {}

    static DescribeClustersResponse describe(EcsModel model, DescribeClustersRequest request) {
        AccountState account = model.account;
        List<String> asked = request.clusters().isEmpty() ? List.of("default") : request.clusters();
        Limits.count(asked, "clusters", Limits.DESCRIBE);
        boolean withTags = request.include().contains(ClusterField.TAGS);
        List<Cluster> clusters = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String name : asked) {
            ClusterState cluster = account.findCluster(name);
            if (cluster == null) {
                String arn = name.startsWith("arn:") ? name : account.arns.cluster(name);
                failures.add(Failure.builder().arn(arn).reason("MISSING").build());
            } else {
                clusters.add(describe(account, cluster, withTags));
            }
        }
        return DescribeClustersResponse.builder()
                .clusters(clusters)
                .failures(failures)
                .build();
    }

    static ListClustersResponse list(EcsModel model, ListClustersRequest request) {
        List<String> arns = model.account.clusters().stream()
                .map(cluster -> cluster.arn)
                .sorted()
                .toList();
        Paging<String> page = Paging.page(arns, arn -> arn, request.maxResults(), request.nextToken(), "ListClusters");
        return ListClustersResponse.builder()
                .clusterArns(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static Cluster describe(AccountState account, ClusterState cluster, boolean withTags) {
        return Cluster.builder()
                .clusterArn(cluster.arn)
                .clusterName(cluster.name)
                .status("ACTIVE")
                .registeredContainerInstancesCount((int) cluster.instances().stream()
                        .filter(instance -> !instance.status().equals("INACTIVE"))
                        .count())
                .runningTasksCount(count(cluster, "RUNNING"))
                .pendingTasksCount(count(cluster, "PENDING"))
                .activeServicesCount(0)
                .statistics(List.of())
                .settings(List.of())
                .capacityProviders(List.of())
                .defaultCapacityProviderStrategy(List.of())
                .tags(withTags ? account.tags.of(cluster.arn) : List.of())
                .build();
    }

    private static int count(ClusterState cluster, String status) {
        return (int) cluster.tasks().stream()
                .filter(task -> task.lastStatus().equals(status))
                .count();
    }
}
