package dev.isthmus.master.snapshot;

import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.offer.OutstandingOffer;
import java.util.List;

/**
 * A framework.
 *
 * @param info with its id
 * @param isConnected whether it has a stream now
 * @param registered when it first came, in seconds since 1970
 * @param reregistered when it last came back; that of {@code registered} if it has not
 * @param unregistered when it was removed; 0 if it was not
 * @param tasks that have not ended
 * @param completed that have ended, the last ones
 * @param offers those that it has
 */
public record ShownFramework(
        FrameworkInfo info,
        boolean isConnected,
        double registered,
        double reregistered,
        double unregistered,
        List<ShownTask> tasks,
        List<ShownTask> completed,
        List<OutstandingOffer> offers) {

    /** Copies the lists. */
    public ShownFramework {
        tasks = List.copyOf(tasks);
        completed = List.copyOf(completed);
        offers = List.copyOf(offers);
    }
}
