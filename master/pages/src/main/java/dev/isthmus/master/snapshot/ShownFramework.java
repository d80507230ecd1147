package dev.isthmus.master.snapshot;

import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
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
 * @param tasks that have not ended, those too on agents that count as lost
 * @param completed that have ended, the last ones
 * @param offers those that it has
 * @param constraints on which agents it wants offers
 */
public record ShownFramework(
        FrameworkInfo info,
        boolean isConnected,
        double registered,
        double reregistered,
        double unregistered,
        List<ShownTask> tasks,
        List<ShownTask> completed,
        List<OutstandingOffer> offers,
        OfferConstraints constraints) {

    /** One without constraints. */
    public ShownFramework(
            FrameworkInfo info,
            boolean isConnected,
            double registered,
            double reregistered,
            double unregistered,
            List<ShownTask> tasks,
            List<ShownTask> completed,
            List<OutstandingOffer> offers) {
        this(
                info,
                isConnected,
                registered,
                reregistered,
                unregistered,
                tasks,
                completed,
                offers,
                OfferConstraints.getDefaultInstance());
    }

    /** Copies the lists. */
    public ShownFramework {
        tasks = List.copyOf(tasks);
        completed = List.copyOf(completed);
        offers = List.copyOf(offers);
    }

    /** The tasks that have not ended and whose agents do not count as lost. */
    public List<ShownTask> reachable() {
        return tasks.stream().filter(task -> !task.isUnreachable()).toList();
    }

    /** The tasks of which nothing is known, as their agents count as lost; Mesos shows them apart, and they use nothing there. */
    public List<ShownTask> unreachable() {
        return tasks.stream().filter(ShownTask::isUnreachable).toList();
    }
}
