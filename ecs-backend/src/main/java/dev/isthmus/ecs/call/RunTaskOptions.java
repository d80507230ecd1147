package dev.isthmus.ecs.call;

import java.util.List;
import java.util.Optional;

/**
 * What a task is given beside its containers.
 *
 * @param taskRole the ARN of the role that its containers have, instead of the definition's
 * @param executionRole the ARN of the role by which ECS pulls images and writes logs, instead of the definition's
 * @param network where its own network interface is to be, if its network mode is {@code awsvpc}
 */
public record RunTaskOptions(Optional<String> taskRole, Optional<String> executionRole, Optional<Network> network) {

    /** Nothing. */
    public static final RunTaskOptions NONE = new RunTaskOptions(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * A place in a VPC.
     *
     * @param subnets 1 to 16 ids; the one in the zone of the instance is used
     * @param securityGroups up to 5 ids; the VPC's default if there are none
     */
    public record Network(List<String> subnets, List<String> securityGroups) {

        /** Copies the lists. */
        public Network {
            subnets = List.copyOf(subnets);
            securityGroups = List.copyOf(securityGroups);
        }
    }

    /** Without the network, which ECS takes for network mode {@code awsvpc} only. */
    public RunTaskOptions withoutNetwork() {
        return new RunTaskOptions(taskRole, executionRole, Optional.empty());
    }
}
