package dev.isthmus.ecs.growth;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.ecs.view.InstanceView;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.ecs.view.TaskView.ContainerView;
import java.util.List;
import java.util.Optional;

/**
 * Says of tasks that were launched on a slot at which address they are: a framework takes a task without an address of its own to be at that of its agent, and a slot
 * has none. A task on the network of its instance is at the address of that.
 */
public final class HostAddresses {

    private final Hosts hosts;

    /** Knows the addresses of instances. */
    public interface Hosts {

        /** The address of an instance, if it is known. */
        Optional<String> of(AgentId instance);
    }

    /** With what is known of instances. */
    public HostAddresses(Hosts hosts) {
        this.hosts = hosts;
    }

    /**
     * The view with the address of the instance where there is none of the task's own.
     *
     * @param slot the slot that the task was launched on; of any other task, nothing is changed
     */
    public TaskView told(TaskView view, Optional<AgentId> slot) {
        Optional<String> address = slot.filter(GrowthSlot::isSlot)
                .flatMap(any -> view.instanceArn())
                .flatMap(arn -> hosts.of(new AgentId(InstanceView.idOf(arn))));
        boolean hasOwn = view.containers().stream()
                .anyMatch(container -> !container.addresses().isEmpty());
        return address.isEmpty() || hasOwn
                ? view
                : view.with(view.containers().stream()
                        .map(container -> at(container, address.get()))
                        .toList());
    }

    private static ContainerView at(ContainerView container, String address) {
        return new ContainerView(
                container.name(),
                container.exitCode(),
                container.reason(),
                List.of(address),
                container.ports(),
                container.health(),
                container.fetches());
    }
}
