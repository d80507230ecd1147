package dev.isthmus.ecs.launch.refusal;

import dev.isthmus.api.failure.Brief;
import dev.isthmus.ecs.call.FailureEntry;
import dev.isthmus.ecs.call.RunTaskOptions.Network;
import dev.isthmus.ecs.view.InstanceView;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What to do where ECS cannot give a task a network interface beside its instance. Of the subnets that it is given, ECS takes one in the
 * instance's zone; only where none is does it say {@code LOCATION}. Which zone a subnet is in is EC2's to know, so it is not checked beforehand.
 */
public final class InterfaceAdvice {

    private static final String ZONE = "ecs.availability-zone";

    private InterfaceAdvice() {}

    /** A sentence for the refusal, empty if the network has nothing to do with it. */
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
