package dev.isthmus.ecs.call;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Options of a start that concern the task as a whole: roles, network, tags and ECS Exec.
 *
 * @param taskRole the ARN of the role of its containers; overrides that of the task definition
 * @param executionRole the ARN of the role with which ECS pulls images and writes logs; overrides that of the task definition
 * @param network the subnets and security groups of its network interface, for network mode {@code awsvpc}
 * @param tags its tags by key, at most 50; with any, ECS adds its own, which name the cluster
 * @param exec whether commands may be executed in its containers, by ECS Exec
 */
public record RunTaskOptions(
        Optional<String> taskRole,
        Optional<String> executionRole,
        Optional<Network> network,
        SortedMap<String, String> tags,
        boolean exec) {

    /** No options. */
    public static final RunTaskOptions NONE = new RunTaskOptions(
            Optional.empty(), Optional.empty(), Optional.empty(), Collections.emptySortedMap(), false);

    /** Copies the tags. */
    public RunTaskOptions {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    /**
     * Where a network interface is created.
     *
     * @param subnets 1 to 16 ids; ECS uses one in the availability zone of the instance
     * @param securityGroups up to 5 ids; the VPC's default if there are none
     */
    public record Network(List<String> subnets, List<String> securityGroups) {

        /** Copies the lists. */
        public Network {
            subnets = List.copyOf(subnets);
            securityGroups = List.copyOf(securityGroups);
        }
    }

    /** These options without the network, which ECS accepts only for network mode {@code awsvpc}. */
    public RunTaskOptions withoutNetwork() {
        return new RunTaskOptions(taskRole, executionRole, Optional.empty(), tags, exec);
    }

    /** These options with other tags. */
    public RunTaskOptions with(SortedMap<String, String> others) {
        return new RunTaskOptions(taskRole, executionRole, network, others, exec);
    }
}
