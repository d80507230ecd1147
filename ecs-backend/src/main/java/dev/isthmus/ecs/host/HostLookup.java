package dev.isthmus.ecs.host;

import dev.isthmus.ecs.call.Answer;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Looks up the hosts of machines. */
@FunctionalInterface
public interface HostLookup extends AutoCloseable {

    /** The largest number of machines in one lookup: as many as ECS describes in one call. */
    int BATCH = 100;

    /**
     * Begins a lookup; does not block.
     *
     * @param machineIds EC2 instance ids, 1 to {@link #BATCH}
     * @param then receives the hosts by machine id, or the failure, later and in a step. Of a failure with code {@link #NOT_FOUND} the related ids
     *     are those that EC2 does not know
     */
    void begin(List<String> machineIds, Consumer<Answer<Map<String, Host>>> then);

    /** The error code of EC2 if any of the ids does not exist; then there is no answer for the others, either. */
    String NOT_FOUND = "InvalidInstanceID.NotFound";

    /** The number of calls so far; 0 where they are not counted. */
    default long asked() {
        return 0;
    }

    /** Ends all lookups, without answers. */
    @Override
    default void close() {}
}
