package dev.isthmus.ecs.growth;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.ecs.view.InstanceView;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.ecs.view.TaskView.ContainerView;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says of tasks that were launched on a slot at which address they are: a framework takes a task without an address of its own to be at that of its agent, and a slot
 * has none. A task on the network of its instance is at the address of that. Tasks are read before instances at the start, and EC2 answers when it does: what was not
 * known when a task was described is told when it is. Not thread-safe: used within steps only.
 */
public final class HostAddresses {

    private final Hosts hosts;
    /** By instance, the ARNs of tasks that were described when its address was not known. */
    private final Map<AgentId, Set<String>> unlocated = new LinkedHashMap<>();
    /** Those whose address has become known since. */
    private final Set<String> located = new LinkedHashSet<>();

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
        Optional<AgentId> instance = slot.filter(GrowthSlot::isSlot)
                .flatMap(any -> view.instanceArn())
                .map(arn -> new AgentId(InstanceView.idOf(arn)));
        if (instance.isEmpty()) {
            return view;
        }
        // It has been described again, whatever that has shown.
        located.remove(view.arn());
        unlocated.computeIfPresent(instance.get(), (there, tasks) -> {
            tasks.remove(view.arn());
            return tasks.isEmpty() ? null : tasks;
        });
        boolean hasOwn = view.containers().stream()
                .anyMatch(container -> !container.addresses().isEmpty());
        return hasOwn ? view : at(instance.get(), view);
    }

    private TaskView at(AgentId instance, TaskView view) {
        Optional<String> address = hosts.of(instance);
        if (address.isEmpty() && !view.stopped()) {
            unlocated.computeIfAbsent(instance, any -> new LinkedHashSet<>()).add(view.arn());
        }
        return address.map(known -> view.with(view.containers().stream()
                        .map(container -> at(container, known))
                        .toList()))
                .orElse(view);
    }

    /** To be called when an instance was reported. Whether tasks there are to be described again, as their address is known now. */
    public boolean isFound(AgentId instance) {
        if (!unlocated.containsKey(instance) || hosts.of(instance).isEmpty()) {
            return false;
        }
        return located.addAll(unlocated.remove(instance));
    }

    /** To be called when an instance is gone. */
    public void gone(AgentId instance) {
        unlocated.remove(instance);
    }

    /** The tasks that are to be described again; each until it is. */
    public List<String> located() {
        return List.copyOf(located);
    }

    /** To be called when a task is not tracked: nobody is told where it is. */
    public void forget(String arn) {
        located.remove(arn);
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
