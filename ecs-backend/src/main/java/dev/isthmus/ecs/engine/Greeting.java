package dev.isthmus.ecs.engine;

import dev.isthmus.ecs.budget.PagedReads;
import dev.isthmus.ecs.budget.Priority;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.view.InstanceView;
import dev.isthmus.ecs.view.TaskView;
import java.util.List;
import java.util.Optional;

/**
 * Finds out whether ECS answers each kind of read, where the first look takes long: by a task and an instance, beside the listing of the tasks that
 * goes before all else. A listing is answered, so that its kind is. What fails here is left to the look to find out.
 *
 * <p>Not thread-safe: used within steps only, and once.
 */
final class Greeting {

    private final PagedReads reading;
    private final Optional<String> instances;
    private final Runnable answered;
    private boolean begun;
    private int open = 2;

    /**
     * Not begun yet.
     *
     * @param instances which are ours to use, in the cluster query language; all if empty
     * @param answered told when each kind has been answered; never, if one fails
     */
    Greeting(PagedReads reading, Optional<String> instances, Runnable answered) {
        this.reading = reading;
        this.instances = instances;
        this.answered = answered;
    }

    /** A page of a listing of tasks has come; a full one is not the last. */
    void page(List<String> tasks) {
        if (begun || tasks.size() < PagedReads.BATCH) {
            return;
        }
        begun = true;
        reading.<TaskView>describe(
                Priority.READ,
                tasks.subList(0, 1),
                EcsCall.DescribeTasks::new,
                (found, failure) -> over(failure.isEmpty()));
        reading.first(
                Priority.READ,
                new EcsCall.ListInstances(instances, Optional.empty()),
                page -> page.match(
                        ok -> reading.<InstanceView>describe(
                                Priority.READ,
                                ok.value().arns().stream().limit(1).toList(),
                                EcsCall.DescribeInstances::new,
                                (found, failure) -> over(failure.isEmpty())),
                        failed -> over(false)));
    }

    private void over(boolean isAnswered) {
        if (isAnswered) {
            open--;
            if (open == 0) {
                answered.run();
            }
        }
    }
}
