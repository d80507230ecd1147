package dev.isthmus.testkit.ecs.cluster;

import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state that all operations of one account in one region share. */
final class AccountState {
    final ModelSettings settings;
    final Arns arns;
    final EcsIds ids;
    final Timers timers;
    final Tags tags = new Tags();
    final TaskDefinitions definitions = new TaskDefinitions();
    final Secrets secrets = new Secrets();
    final AccountSettings accountSettings = new AccountSettings();
    final List<Effect> effects = new ArrayList<>();
    private final Map<String, ClusterState> clusters = new LinkedHashMap<>();
    private long sequence;

    AccountState(ModelSettings settings, Instant now) {
        this.settings = settings;
        this.arns = new Arns(settings.region(), settings.accountId());
        this.ids = new EcsIds(settings.seed());
        this.timers = new Timers(now);
        for (String name : settings.clusters()) {
            addCluster(name);
        }
    }

    /** Hands out, once, what the runtime has to do, in order. */
    List<Effect> takeEffects() {
        List<Effect> taken = List.copyOf(effects);
        effects.clear();
        return taken;
    }

    Instant now() {
        return timers.now();
    }

    /** A number that grows with every resource made: the order of lists, and what their paging tokens hold. */
    long nextSequence() {
        return ++sequence;
    }

    List<ClusterState> clusters() {
        return List.copyOf(clusters.values());
    }

    /** The ACTIVE cluster of that name or ARN, the one named {@code default} for null or an empty text. */
    ClusterState cluster(@Nullable String nameOrArn) {
        ClusterState found = findCluster(nameOrArn == null || nameOrArn.isEmpty() ? "default" : nameOrArn);
        if (found == null) {
            throw ServiceError.clusterNotFound();
        }
        if (!found.active()) {
            throw ServiceError.of("ClusterNotFoundException", "The referenced cluster was inactive.");
        }
        return found;
    }

    /** The task of that ARN, in whichever cluster it is. */
    @Nullable
    TaskState findTask(String arn) {
        for (ClusterState cluster : clusters.values()) {
            TaskState task = cluster.task(arn);
            if (task != null) {
                return task;
            }
        }
        return null;
    }

    /** The container instance of that ARN or EC2 id, in whichever cluster it is. */
    @Nullable
    InstanceState findInstance(String arnOrEc2Id) {
        for (ClusterState cluster : clusters.values()) {
            InstanceState instance = cluster.instance(arnOrEc2Id);
            if (instance == null) {
                instance = cluster.instanceOfEc2Id(arnOrEc2Id);
            }
            if (instance != null) {
                return instance;
            }
        }
        return null;
    }

    /** Adds an empty cluster of that name; one that was there before, deleted, is forgotten. */
    ClusterState addCluster(String name) {
        ClusterState cluster = new ClusterState(name, arns.cluster(name));
        clusters.put(name, cluster);
        return cluster;
    }

    @Nullable
    ClusterState findCluster(String nameOrArn) {
        if (!nameOrArn.startsWith("arn:")) {
            return clusters.get(nameOrArn);
        }
        return clusters.values().stream()
                .filter(cluster -> cluster.arn.equals(nameOrArn))
                .findFirst()
                .orElse(null);
    }
}
