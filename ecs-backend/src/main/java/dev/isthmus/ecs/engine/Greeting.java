package dev.isthmus.ecs.engine;

import dev.isthmus.ecs.budget.PagedReads;
import dev.isthmus.ecs.budget.Priority;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.view.InstanceView;
import dev.isthmus.ecs.view.TaskView;
import java.util.List;
import java.util.Optional;

/**
 * Checks early whether ECS answers each kind of read, if the first polling round takes long: lists and describes one task and one instance while the
 * tasks are being listed. Failures are left to the polling round.
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
     * Creates it.
     *
     * @param instances the container instances to use, in the cluster query language; all if empty
     * @param answered called when each kind was answered; never, if one fails
     */
    Greeting(PagedReads reading, Optional<String> instances, Runnable answered) {
        this.reading = reading;
        this.instances = instances;
        this.answered = answered;
    }

    /** To be called with a page of a listing of tasks; a full page is not the last. */
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
