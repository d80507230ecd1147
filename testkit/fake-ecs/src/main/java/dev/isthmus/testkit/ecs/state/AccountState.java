package dev.isthmus.testkit.ecs.state;

import dev.isthmus.testkit.ecs.account.AccountSettings;
import dev.isthmus.testkit.ecs.account.Arns;
import dev.isthmus.testkit.ecs.account.CapacityProviders;
import dev.isthmus.testkit.ecs.account.EcsIds;
import dev.isthmus.testkit.ecs.account.FargateAccount;
import dev.isthmus.testkit.ecs.account.Tags;
import dev.isthmus.testkit.ecs.account.Timers;
import dev.isthmus.testkit.ecs.cluster.FargateProvider;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.cluster.ModelSettings;
import dev.isthmus.testkit.ecs.definition.Secrets;
import dev.isthmus.testkit.ecs.definition.TaskDefinitions;
import dev.isthmus.testkit.ecs.event.ChangeLog;
import dev.isthmus.testkit.ecs.runtime.Effect;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state that all operations of one account in one region share. */
public final class AccountState {
    final ModelSettings settings;
    public final Arns arns;
    public final EcsIds ids;
    public final Timers timers;
    public final Tags tags = new Tags();
    public final TaskDefinitions definitions = new TaskDefinitions();
    public final Secrets secrets = new Secrets();
    public final FargateAccount fargate;
    public final CapacityProviders capacityProviders = new CapacityProviders();
    public final AccountSettings accountSettings = new AccountSettings();
    public final ChangeLog changes = new ChangeLog(this::now);
    final List<Effect> effects = new ArrayList<>();
    private final Map<String, ClusterState> clusters = new LinkedHashMap<>();
    private long sequence;

    public AccountState(ModelSettings settings, Instant now) {
        this.settings = settings;
        this.arns = new Arns(settings.region(), settings.accountId());
        this.ids = new EcsIds(settings.seed());
        this.timers = new Timers(now);
        this.fargate = new FargateAccount(settings.fargate());
        for (String name : settings.clusters()) {
            ClusterState cluster = addCluster(name);
            if (settings.fargate().associated()) {
                cluster.capacityProviders(
                        Arrays.stream(FargateProvider.values()).map(Enum::name).toList(), List.of());
            }
        }
    }

    /** The zone of what is in no zone in particular. */
    public String anyZone() {
        return settings.region() + "a";
    }

    /** Hands out, once, what the runtime has to do, in order. */
    public List<Effect> takeEffects() {
        List<Effect> taken = List.copyOf(effects);
        effects.clear();
        return taken;
    }

    public Instant now() {
        return timers.now();
    }

    /** A number that grows with every resource made: the order of lists, and what their paging tokens hold. */
    public long nextSequence() {
        return ++sequence;
    }

    public List<ClusterState> clusters() {
        return List.copyOf(clusters.values());
    }

    /** The ACTIVE cluster of that name or ARN, the one named {@code default} for null or an empty text. */
    public ClusterState cluster(@Nullable String nameOrArn) {
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
    public TaskState findTask(String arn) {
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
    public InstanceState findInstance(String arnOrEc2Id) {
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

    /** Registers a container instance, of a capacity provider if one is named. */
    public InstanceState register(ClusterState cluster, InstanceSpec spec, @Nullable String capacityProvider) {
        String arn = arns.instance(cluster.name, ids.hex());
        String ec2InstanceId = spec.ec2InstanceId().orElseGet(ids::ec2InstanceId);
        InstanceState instance = new InstanceState(nextSequence(), arn, ec2InstanceId, spec, now());
        instance.capacityProvider(capacityProvider);
        cluster.add(instance);
        return instance;
    }

    /** Adds an empty cluster of that name; one that was there before, deleted, is forgotten. */
    public ClusterState addCluster(String name) {
        ClusterState cluster = new ClusterState(name, arns.cluster(name), changes);
        clusters.put(name, cluster);
        return cluster;
    }

    @Nullable
    public ClusterState findCluster(String nameOrArn) {
        if (!nameOrArn.startsWith("arn:")) {
            return clusters.get(nameOrArn);
        }
        return clusters.values().stream()
                .filter(cluster -> cluster.arn.equals(nameOrArn))
                .findFirst()
                .orElse(null);
    }
}
