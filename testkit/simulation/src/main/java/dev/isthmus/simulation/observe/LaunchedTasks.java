package dev.isthmus.simulation.observe;

import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a framework launches when it accepts offers. */
public final class LaunchedTasks {

    private LaunchedTasks() {}

    /** The tasks of these operations, of those in groups too, in their order. */
    public static List<TaskInfo> of(Collection<Offer.Operation> operations) {
        List<TaskInfo> tasks = new ArrayList<>();
        for (Offer.Operation operation : operations) {
            tasks.addAll(operation.getLaunch().getTaskInfosList());
            tasks.addAll(operation.getLaunchGroup().getTaskGroup().getTasksList());
        }
        return tasks;
    }
}
