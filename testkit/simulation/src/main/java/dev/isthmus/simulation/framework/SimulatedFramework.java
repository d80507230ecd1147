package dev.isthmus.simulation.framework;

import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import java.util.SortedSet;

/**
 * A framework in a world. It outlives its processes: what it keeps in fields is what a real one keeps in a store of its own, such as the ids of its
 * tasks. It uses a task id once. Not thread-safe.
 */
public interface SimulatedFramework {

    /** How it describes itself, without an id; that is added when it has one. */
    FrameworkInfo info();

    /** Whether a callback that returns acknowledges its update. */
    default boolean acknowledgesImplicitly() {
        return true;
    }

    /** The version of its Mesos jar. */
    default String mesosVersion() {
        return "1.11.0";
    }

    /**
     * A process of it begins.
     *
     * @param session what it has in this life; its driver may be used from the first callback on
     * @return who is called back in this life
     */
    SchedulerCallbacks begin(FrameworkSession session);

    /** An operator has had it removed: its tasks are no more, and when it comes again, it is a new one. */
    default void removed() {}

    /** From now on it launches and kills nothing; it may still ask after its tasks. */
    void stopLaunching();

    /** The tasks that it takes for living: launched, or told of, and not ended for all it knows. */
    SortedSet<String> live();
}
