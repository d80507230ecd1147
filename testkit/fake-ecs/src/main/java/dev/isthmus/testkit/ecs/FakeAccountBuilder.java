package dev.isthmus.testkit.ecs;

import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The part of {@link FakeEcsConfig.Builder} that says what is in the account: clusters, container instances, subnets and secrets. */
abstract sealed class FakeAccountBuilder<B extends FakeAccountBuilder<B>> permits FakeEcsConfig.Builder {
    String region = "us-east-1";
    String accountId = "123456789012";
    String clusterName = "default";
    final List<String> otherClusters = new ArrayList<>();
    final List<InstanceSpec> instances = new ArrayList<>();
    final Map<String, String> subnets = new LinkedHashMap<>();
    final Set<String> ipv6Subnets = new LinkedHashSet<>();
    final Set<String> dualStackSubnets = new LinkedHashSet<>();
    final List<String> eventQueues = new ArrayList<>();
    final Map<String, String> secrets = new LinkedHashMap<>();

    abstract B self();

    final void addAll(FakeEcsConfig config) {
        region = config.region();
        accountId = config.accountId();
        clusterName = config.clusterName();
        otherClusters.addAll(config.otherClusters());
        instances.addAll(config.instances());
        subnets.putAll(config.subnets());
        ipv6Subnets.addAll(config.ipv6Subnets());
        dualStackSubnets.addAll(config.dualStackSubnets());
        eventQueues.addAll(config.eventQueues());
        secrets.putAll(config.secrets());
    }

    /** The region. */
    public B region(String value) {
        region = value;
        return self();
    }

    /** The account. */
    public B accountId(String value) {
        accountId = value;
        return self();
    }

    /** The name of the cluster that holds the instances. */
    public B clusterName(String value) {
        clusterName = value;
        return self();
    }

    /** Adds an empty cluster. */
    public B otherCluster(String name) {
        otherClusters.add(name);
        return self();
    }

    /** Adds a container instance. */
    public B instance(InstanceSpec spec) {
        instances.add(spec);
        return self();
    }

    /** Takes back the container instances that were added. */
    public B withoutInstances() {
        instances.clear();
        return self();
    }

    /** Adds {@code count} equal container instances. */
    public B instances(int count, InstanceSpec spec) {
        for (int i = 0; i < count; i++) {
            instances.add(spec);
        }
        return self();
    }

    /** Puts a subnet into a zone. */
    public B subnet(String id, String availabilityZone) {
        subnets.put(id, availabilityZone);
        return self();
    }

    /** Gives the network interfaces in a subnet an IPv4 and an IPv6 address. */
    public B dualStackSubnet(String id) {
        dualStackSubnets.add(id);
        return self();
    }

    /** Gives the network interfaces in a subnet an IPv6 address and no other, as in a subnet without an IPv4 range. */
    public B ipv6Subnet(String id) {
        ipv6Subnets.add(id);
        return self();
    }

    /** Adds a queue of SQS, which the events of the cluster go to: 1 to 80 letters, digits, - and _. */
    public B eventQueue(String name) {
        eventQueues.add(name);
        return self();
    }

    /** A secret or parameter that task definitions may name by this ARN or name; see {@link FakeEcs#putSecret}. */
    public B secret(String nameOrArn, String value) {
        secrets.put(nameOrArn, value);
        return self();
    }
}
