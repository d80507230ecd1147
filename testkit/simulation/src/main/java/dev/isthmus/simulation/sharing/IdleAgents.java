package dev.isthmus.simulation.sharing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.Task;

/** Which agents can be used, and since when nobody uses them. */
final class IdleAgents {

    private final Map<String, OfAgent> agents = new TreeMap<>();

    private static final class OfAgent {
        private final Set<String> tasks = new TreeSet<>();
        private boolean isUsable;
        private Instant changed = Instant.MIN;
    }

    static String id(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    private OfAgent agent(String id) {
        return agents.computeIfAbsent(id, first -> new OfAgent());
    }

    void changed(ContainerInstance instance, Instant now) {
        OfAgent its = agent(id(instance.containerInstanceArn()));
        its.changed = now;
        its.isUsable = "ACTIVE".equals(instance.status()) && instance.agentConnected();
    }

    void changed(Task task, Instant now) {
        if (task.containerInstanceArn() == null) {
            return;
        }
        OfAgent its = agent(id(task.containerInstanceArn()));
        its.changed = now;
        if ("STOPPED".equals(task.lastStatus())) {
            its.tasks.remove(task.taskArn());
        } else {
            its.tasks.add(task.taskArn());
        }
    }

    /** A launch is asked for. */
    void used(String agent, Instant now) {
        agent(agent).changed = now;
    }

    /** Those on which nothing has changed since this time, and nothing is. */
    List<String> idle(Instant since) {
        return agents.entrySet().stream()
                .filter(each -> each.getValue().isUsable
                        && each.getValue().tasks.isEmpty()
                        && each.getValue().changed.isBefore(since))
                .map(Map.Entry::getKey)
                .toList();
    }
}
