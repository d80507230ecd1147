package dev.isthmus.ecs.sdk.model;

import dev.isthmus.ecs.view.InstanceView;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;

/**
 * The views of instances, each made anew only when ECS says something else of the instance than the last time: a cluster is looked at every few
 * seconds, and most instances stay as they are. Thread-safe.
 */
final class InstanceViews {

    /** For so many instances, those that were looked at last, what ECS said is kept, a few kilobytes each. */
    static final int KEPT = 1_000;

    private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > KEPT;
        }
    };

    private record Known(ContainerInstance said, InstanceView view) {}

    /** The view of what ECS says; the same one for what is equal to what it said last of that instance. */
    InstanceView of(ContainerInstance instance) {
        String arn = instance.containerInstanceArn();
        Known before = before(arn);
        if (before != null && before.said.equals(instance)) {
            return before.view;
        }
        InstanceView view = Views.instance(instance);
        synchronized (known) {
            known.put(arn, new Known(instance, view));
        }
        return view;
    }

    private @Nullable Known before(String arn) {
        synchronized (known) {
            return known.get(arn);
        }
    }

    /** Of how many instances something is kept. */
    int size() {
        synchronized (known) {
            return known.size();
        }
    }
}
