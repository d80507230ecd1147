package dev.isthmus.testkit.ecs;

import dev.isthmus.testkit.ecs.budget.Budgets;
import dev.isthmus.testkit.ecs.cluster.Consistency;
import dev.isthmus.testkit.ecs.cluster.FargateSettings;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.cluster.TaskPace;
import dev.isthmus.testkit.ecs.runtime.ContainerRuntime;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The configuration of a fake cluster. Immutable. {@link #builder()} starts from the defaults, {@link #toBuilder()} from this one.
 *
 * @param region in every ARN
 * @param accountId twelve digits, in every ARN
 * @param clusterName the cluster with the instances, {@code default} by default
 * @param otherClusters further clusters, empty at the start
 * @param instances the container instances registered at the start
 * @param clock the manual clock to live by; absent: the wall's
 * @param runtime what runs containers; absent: local processes. It is used by one fake only and closed with it
 * @param images for local processes: the command that an image stands for
 * @param unknownImages for local processes: images that cannot be pulled
 * @param subnets the zone of each subnet that {@code awsvpc} tasks name; one that is not here is in every zone
 * @param ipv6Subnets those whose network interfaces have an IPv6 address and no other
 * @param dualStackSubnets those whose network interfaces have an IPv4 and an IPv6 address
 * @param eventQueues the queues of SQS that the events of the cluster go to
 * @param secrets the secrets and parameters that task definitions may name, by ARN or name, with their values
 * @param pace how long a task stays in each of its states
 * @param consistency how soon a new task can be seen
 * @param fargate what the account has of Fargate at the start
 * @param budgets how many calls the account lets through
 * @param stopTimeout between SIGTERM and SIGKILL, for containers whose definition gives none; ECS: 30 s
 * @param stoppedTaskRetention how long a stopped task can be described; ECS: at least an hour
 * @param port to listen on, 0 for a free one
 * @param seed of all generated ids
 */
public record FakeEcsConfig(
        String region,
        String accountId,
        String clusterName,
        List<String> otherClusters,
        List<InstanceSpec> instances,
        Optional<ManualClock> clock,
        Optional<ContainerRuntime> runtime,
        Map<String, List<String>> images,
        Set<String> unknownImages,
        Map<String, String> subnets,
        Set<String> ipv6Subnets,
        Set<String> dualStackSubnets,
        List<String> eventQueues,
        Map<String, String> secrets,
        TaskPace pace,
        Consistency consistency,
        FargateSettings fargate,
        Budgets budgets,
        Duration stopTimeout,
        Duration stoppedTaskRetention,
        int port,
        long seed) {

    /** Copies and checks. */
    public FakeEcsConfig {
        otherClusters = List.copyOf(otherClusters);
        instances = List.copyOf(instances);
        images = Collections.unmodifiableSortedMap(new TreeMap<>(images));
        unknownImages = Collections.unmodifiableSortedSet(new TreeSet<>(unknownImages));
        subnets = Collections.unmodifiableSortedMap(new TreeMap<>(subnets));
        ipv6Subnets = Collections.unmodifiableSortedSet(new TreeSet<>(ipv6Subnets));
        dualStackSubnets = Collections.unmodifiableSortedSet(new TreeSet<>(dualStackSubnets));
        for (String subnet : ipv6Subnets) {
            if (dualStackSubnets.contains(subnet)) {
                throw new IllegalArgumentException(
                        "Subnet " + subnet + " has IPv6 addresses and no other, or IPv4 ones as well:"
                                + " name it among ipv6Subnets or among dualStackSubnets");
            }
        }
        eventQueues = List.copyOf(eventQueues);
        for (String queue : eventQueues) {
            if (!queue.matches("[A-Za-z0-9_-]{1,80}")) {
                throw new IllegalArgumentException(
                        "A queue's name is 1 to 80 letters, digits, hyphens and underscores: '" + queue + "'");
            }
        }
        secrets = Collections.unmodifiableSortedMap(new TreeMap<>(secrets));
        if (!clusterName.matches("[A-Za-z0-9_-]{1,255}")) {
            throw new IllegalArgumentException(
                    "A cluster's name is 1 to 255 letters, digits, hyphens and underscores: '" + clusterName + "'");
        }
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("A port is from 0 to 65535, not " + port);
        }
        if (runtime.isPresent() && !(images.isEmpty() && unknownImages.isEmpty())) {
            throw new IllegalArgumentException("images and unknownImages are for local processes: give them to the"
                    + " ProcessRuntime, or leave the runtime out");
        }
    }

    /** No instances, the wall's clock, local processes. */
    public static Builder builder() {
        return new Builder();
    }

    /** Two instances of 1 CPU (1024 units) and 2048 MiB each, in two zones. */
    public static FakeEcsConfig twoSmallInstances() {
        return builder()
                .instance(InstanceSpec.of(1024, 2048))
                .instance(InstanceSpec.of(1024, 2048).withAvailabilityZone("us-east-1b"))
                .build();
    }

    /** Three instances of 4 CPUs (4096 units) and 8192 MiB each, in three zones. */
    public static FakeEcsConfig threeInstances() {
        return builder()
                .instance(InstanceSpec.of(4096, 8192))
                .instance(InstanceSpec.of(4096, 8192).withAvailabilityZone("us-east-1b"))
                .instance(InstanceSpec.of(4096, 8192).withAvailabilityZone("us-east-1c"))
                .build();
    }

    /** A builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.addAll(this);
        builder.clock = clock;
        builder.runtime = runtime;
        builder.images.putAll(images);
        builder.unknownImages.addAll(unknownImages);
        builder.pace = pace;
        builder.consistency = consistency;
        builder.fargate = fargate;
        builder.budgets = budgets;
        builder.stopTimeout = stopTimeout;
        builder.stoppedTaskRetention = stoppedTaskRetention;
        builder.port = port;
        builder.seed = seed;
        return builder;
    }

    /** Collects a configuration; each method is explained at the record's component of its name. */
    public static final class Builder extends FakeAccountBuilder<Builder> {
        private Optional<ManualClock> clock = Optional.empty();
        private Optional<ContainerRuntime> runtime = Optional.empty();
        private final Map<String, List<String>> images = new LinkedHashMap<>();
        private final Set<String> unknownImages = new LinkedHashSet<>();
        private TaskPace pace = TaskPace.immediate();
        private Consistency consistency = Consistency.strong();
        private FargateSettings fargate = FargateSettings.launchTypeOnly();
        private Budgets budgets = Budgets.unlimited();
        private Duration stopTimeout = Duration.ofSeconds(30);
        private Duration stoppedTaskRetention = Duration.ofHours(1);
        private int port;
        private long seed;

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** Lives by a manual clock. */
        public Builder clock(ManualClock value) {
            clock = Optional.of(value);
            return this;
        }

        /** Runs containers in this. */
        public Builder runtime(ContainerRuntime value) {
            runtime = Optional.of(value);
            return this;
        }

        /** What an image runs as a local process when neither definition nor override has a command. */
        public Builder image(String image, String... command) {
            images.put(image, List.of(command));
            return this;
        }

        /** An image that cannot be pulled. */
        public Builder unknownImage(String image) {
            unknownImages.add(image);
            return this;
        }

        /** How long a task stays in each state; {@link TaskPace#immediate()} by default. */
        public Builder pace(TaskPace value) {
            pace = value;
            return this;
        }

        /** How soon a new task can be seen; {@link Consistency#strong()} by default. */
        public Builder consistency(Consistency value) {
            consistency = value;
            return this;
        }

        /** What the account has of Fargate; {@link FargateSettings#launchTypeOnly()} by default. */
        public Builder fargate(FargateSettings value) {
            fargate = value;
            return this;
        }

        /** How many calls are let through; {@link Budgets#unlimited()} by default. */
        public Builder budgets(Budgets value) {
            budgets = value;
            return this;
        }

        /** The times, the lag and the budgets of AWS, for tests that are to meet them. */
        public Builder realistic() {
            return pace(TaskPace.realistic())
                    .fargate(fargate.withPace(TaskPace.fargate()))
                    .consistency(Consistency.ofAws())
                    .budgets(Budgets.ofAws());
        }

        /** The default time between SIGTERM and SIGKILL. */
        public Builder stopTimeout(Duration value) {
            stopTimeout = value;
            return this;
        }

        /** How long stopped tasks stay. */
        public Builder stoppedTaskRetention(Duration value) {
            stoppedTaskRetention = value;
            return this;
        }

        /** The port. */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /** The seed of ids. */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /**
         * The configuration.
         *
         * @throws IllegalArgumentException if a value is out of its range; the message names it
         */
        public FakeEcsConfig build() {
            return new FakeEcsConfig(
                    region,
                    accountId,
                    clusterName,
                    otherClusters,
                    instances,
                    clock,
                    runtime,
                    images,
                    unknownImages,
                    subnets,
                    ipv6Subnets,
                    dualStackSubnets,
                    eventQueues,
                    secrets,
                    pace,
                    consistency,
                    fargate,
                    budgets,
                    stopTimeout,
                    stoppedTaskRetention,
                    port,
                    seed);
        }
    }
}
