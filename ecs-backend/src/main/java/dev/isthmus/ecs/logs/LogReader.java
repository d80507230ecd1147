package dev.isthmus.ecs.logs;

import dev.isthmus.ecs.call.Answer;
import java.util.List;
import java.util.function.Consumer;

/** Reads the logs of tasks without blocking. Errors of the service and of the network are answers, not exceptions. */
public interface LogReader extends AutoCloseable {

    /**
     * Begins to read the end of a stream.
     *
     * @param lines how many entries at most; of many long ones there may be fewer, and of one longer than 20,480 characters the end comes
     * @param then receives what the entries say, the oldest first, and nothing if there is no such stream yet; once, on any thread and never within this
     *     method; not at all if this is closed before
     */
    void read(String stream, int lines, Consumer<Answer<List<String>>> then);

    /** Ends what has begun, without answers. */
    @Override
    void close();
}
