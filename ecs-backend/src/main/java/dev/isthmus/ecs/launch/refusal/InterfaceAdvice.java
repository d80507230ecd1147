package dev.isthmus.ecs.launch.refusal;

import dev.isthmus.api.failure.Brief;
import dev.isthmus.ecs.call.FailureEntry;
import dev.isthmus.ecs.call.RunTaskOptions.Network;
import dev.isthmus.ecs.view.InstanceView;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Advice for starts that ECS refuses because it cannot create a network interface for the task. ECS uses a subnet in the availability zone of the
 * instance, and fails with {@code LOCATION} if there is none. Only EC2 knows the zone of a subnet, so it is not checked before the start.
 */
public final class InterfaceAdvice {

    private static final String ZONE = "ecs.availability-zone";

    private InterfaceAdvice() {}

    /** A sentence for the refusal; empty if the network is not the cause. */
    public static String of(List<FailureEntry> failures, Optional<Network> network, Optional<InstanceView> instance) {
        if (network.isEmpty()) {
            return "";
        }
        String subnets = Brief.list(network.get().subnets());
        for (FailureEntry failure : failures) {
            switch (failure.reason().toUpperCase(Locale.ROOT)) {
                case "LOCATION" -> {
                    String zone = instance.map(InstanceView::attributes)
                            .flatMap(attributes -> Optional.ofNullable(attributes.get(ZONE)))
                            .orElse("the agent's zone");
                    return ". None of the task's subnets (" + subnets + ") is in " + zone
                            + ": add one that is to ISTHMUS_SUBNETS, or to subnets:... of the task's rule in ISTHMUS_TASK_RULES";
                }
                case "ATTRIBUTE" -> {
                    return ". The task has a network interface of its own in one of " + subnets
                            + ": they must be in the agent's VPC, and the agent must take such tasks (ecs.capability.task-eni)";
                }
                case "RESOURCE:ENI" -> {
                    return ". The instance has no network interface left for the task: use a larger one, or ENI trunking";
                }
                default -> {}
            }
        }
        return "";
    }
}
