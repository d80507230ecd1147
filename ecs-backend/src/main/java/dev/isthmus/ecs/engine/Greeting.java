package dev.isthmus.ecs.engine;

import dev.isthmus.ecs.budget.PagedReads;
import dev.isthmus.ecs.budget.Priority;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.engine.RoundState.Round;
import dev.isthmus.ecs.view.InstanceView;
import dev.isthmus.ecs.view.TaskView;
import java.util.List;
import java.util.Optional;

/**
 * Checks early whether ECS answers each kind of read, if the first polling round takes long: lists and describes one task and one instance while the
 * tasks are being listed. Failures are left to the polling round.
 *
 * <p>Not thread-safe: used within steps only.
 */
final class Greeting {

    private final PagedReads reading;
    private final Optional<String> instances;
    private final EcsConnectivity contact;
    private long last;

    /**
     * Creates it.
     *
     * @param instances the container instances to use, in the cluster query language; all if empty
     * @param contact told when each kind was answered; not, if one fails
     */
    Greeting(PagedReads reading, Optional<String> instances, EcsConnectivity contact) {
        this.reading = reading;
        this.instances = instances;
        this.contact = contact;
    }

    /** To be called with a page of a listing of tasks of a round that recovers; a full page is not the last. Checks once in each round. */
    void page(Round round, List<String> tasks) {
        if (round.number() > last && tasks.size() >= PagedReads.BATCH) {
            last = round.number();
            new Once().begin(tasks.get(0));
        }
    }

    private final class Once {

        private int open = 2;

        private void begin(String task) {
            reading.<TaskView>describe(
                    Priority.READ,
                    List.of(task),
                    EcsCall.DescribeTasks::new,
                    (found, failure) -> over(failure.isEmpty()));
            reading.first(
                    Priority.READ,
                    new EcsCall.ListInstances(instances, Optional.empty()),
                    page -> page.match(ok -> describe(ok.value().arns()), failed -> over(false)));
        }

        private void describe(List<String> arns) {
            reading.<InstanceView>describe(
                    Priority.READ,
                    arns.stream().limit(1).toList(),
                    EcsCall.DescribeInstances::new,
                    (found, failure) -> over(failure.isEmpty()));
        }

        private void over(boolean isAnswered) {
            if (isAnswered) {
                open--;
                if (open == 0) {
                    contact.reached();
                }
            }
        }
    }
}
