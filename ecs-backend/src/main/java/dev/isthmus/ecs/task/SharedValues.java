package dev.isthmus.ecs.task;

import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.ecs.view.InstanceView;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One object for equal values that many tasks have: a hundred thousand tasks are of few frameworks, on some thousand agents, and demand the
 * same few things; and those agents are of few kinds. The values used last are kept. Not thread-safe.
 */
public final class SharedValues {

    private static final int MOST = 20_000;

    private final Map<Object, Object> values = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Object> eldest) {
            return size() > MOST;
        }
    };

    /** None yet. */
    public SharedValues() {}

    /** An equal instance that shares what it can. */
    public InstanceView of(InstanceView instance) {
        return new InstanceView(
                instance.arn(),
                shared(instance.status()),
                instance.connected(),
                instance.machineId(),
                shared(instance.registered()),
                shared(instance.remaining()),
                shared(instance.attributes()),
                shared(instance.agentVersion()),
                instance.version(),
                shared(instance.provider()));
    }

    /** An equal task that shares what it can. */
    LaunchedTask of(LaunchedTask task) {
        return new LaunchedTask(
                task.launch(),
                shared(task.framework()),
                task.task(),
                shared(task.agent()),
                shared(task.demand()),
                task.maxCompletionTime(),
                shared(task.memo()),
                shared(task.epoch()));
    }

    /** The class of equal values is the same, as all of them are final. */
    @SuppressWarnings("unchecked")
    private <T> T shared(T value) {
        Object known = values.putIfAbsent(value, value);
        return known == null ? value : (T) known;
    }
}
