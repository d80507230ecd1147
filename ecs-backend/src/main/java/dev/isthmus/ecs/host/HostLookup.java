package dev.isthmus.ecs.host;

import dev.isthmus.ecs.call.Answer;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Asks where machines can be reached. */
@FunctionalInterface
public interface HostLookup {

    /** How many machines are asked for at once, as many as ECS describes in one call. */
    int BATCH = 100;

    /**
     * Begins a lookup; does not block.
     *
     * @param machineIds EC2 instance ids, 1 to {@link #BATCH}
     * @param then is given the hosts by machine id, or why there is no answer, later and in a step. Of a failure with code
     *     {@link #NOT_FOUND} the related ids are those that EC2 does not know
     */
    void begin(List<String> machineIds, Consumer<Answer<Map<String, Host>>> then);

    /** What EC2 answers when any of the ids asked for does not exist; it then tells nothing of the others. */
    String NOT_FOUND = "InvalidInstanceID.NotFound";
}
