package dev.isthmus.api.launch;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tasks that are started together on one agent or not at all, and that end together: a task group of Mesos, which frameworks call a pod.
 * Each of them has its own {@link LaunchedTask}, is reported and listed separately, and takes what its own {@link Launch} says. What a
 * group takes in addition, such as the resources of its executor, is part of what one of its members takes and demands.
 *
 * @param members at least one, in the order of the framework; of one framework, on one agent, no launch and no task twice
 */
public record GroupLaunch(List<Launch> members) {

    /** Copies the list and checks that it is a group. */
    public GroupLaunch {
        members = List.copyOf(members);
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a group needs at least one task");
        }
        LaunchedTask first = members.get(0).task();
        for (Launch member : members) {
            LaunchedTask task = member.task();
            if (!task.framework().equals(first.framework()) || !task.agent().equals(first.agent())) {
                throw new IllegalArgumentException("task " + task.task() + " of framework " + task.framework()
                        + " on agent " + task.agent() + " is in a group with task " + first.task() + " of framework "
                        + first.framework() + " on agent " + first.agent() + ": want one framework and one agent");
            }
        }
        requireDistinct(
                "task",
                members.stream().map(member -> member.task().task().value()).toList());
        requireDistinct(
                "launch",
                members.stream().map(member -> member.task().launch().value()).toList());
    }

    private static void requireDistinct(String what, List<String> ids) {
        if (ids.stream().distinct().count() < ids.size()) {
            throw new IllegalArgumentException("a " + what + " is in a group twice: " + ids);
        }
    }

    /** Whose tasks they are. */
    public FrameworkId framework() {
        return members.get(0).task().framework();
    }

    /** Where all of them are to run. */
    public AgentId agent() {
        return members.get(0).task().agent();
    }

    /** Who they are, in order. */
    public List<LaunchedTask> tasks() {
        return members.stream().map(Launch::task).toList();
    }

    /** The ids of its tasks, for messages. */
    public String names() {
        return members.stream().map(member -> member.task().task().value()).collect(Collectors.joining(", "));
    }
}
