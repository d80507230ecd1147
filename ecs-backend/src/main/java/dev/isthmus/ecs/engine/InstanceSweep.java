package dev.isthmus.ecs.engine;

import dev.isthmus.ecs.budget.PagedReads;
import dev.isthmus.ecs.budget.Priority;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.inventory.ContainerInstanceCache;
import dev.isthmus.ecs.task.EcsTaskLedger;
import dev.isthmus.ecs.view.InstanceView;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads all instances once. The instances of each page are described while the next page is listed. Known instances that are no longer listed are
 * described last, to learn whether they are gone.
 *
 * <p>Not thread-safe: used within steps only, and once.
 */
final class InstanceSweep {

    private final PagedReads reading;
    private final ContainerInstanceCache fleet;
    private final EcsTaskLedger ledger;
    private final Optional<String> instances;
    private final Consumer<Answer<Integer>> then;
    private final Set<String> unlisted;
    private final Set<String> listed = new LinkedHashSet<>();
    private int open = 1;
    private Optional<Answer.Failed<Integer>> failed = Optional.empty();

    /**
     * Creates it.
     *
     * @param instances the container instances to use, in the cluster query language; all if empty
     * @param then receives their number, or the first failure, when all calls have ended
     */
    InstanceSweep(
            PagedReads reading,
            ContainerInstanceCache fleet,
            EcsTaskLedger ledger,
            Optional<String> instances,
            Consumer<Answer<Integer>> then) {
        this.reading = reading;
        this.fleet = fleet;
        this.ledger = ledger;
        this.instances = instances;
        this.then = then;
        this.unlisted = new LinkedHashSet<>(fleet.arns());
    }

    /** Starts it. */
    void begin() {
        reading.pages(Priority.READ, next -> new EcsCall.ListInstances(instances, next), this::page, end -> {
            if (end instanceof Answer.Ok<?>) {
                List<String> arns = List.copyOf(unlisted);
                if (instances.isPresent()) {
                    fleet.passOver(arns);
                }
                describe(arns);
            }
            over(end.map(page -> listed.size()));
        });
    }

    private void page(List<String> arns) {
        // A listing that had to begin again lists some twice.
        List<String> fresh = arns.stream().filter(listed::add).toList();
        fresh.forEach(unlisted::remove);
        fleet.pass(fresh);
        describe(fresh);
    }

    private void describe(List<String> arns) {
        if (arns.isEmpty()) {
            return;
        }
        open++;
        ContainerInstanceCache.Look look = fleet.begin(arns, ledger.holdings()::of);
        reading.<InstanceView>describe(Priority.READ, arns, EcsCall.DescribeInstances::new, (described, failure) -> {
            try {
                fleet.take(look, described);
            } finally {
                // Also when whoever is told of an instance fails: the look has to come to its end.
                over(failure.<Answer<Integer>>map(Answer.Failed::new).orElseGet(() -> new Answer.Ok<>(arns.size())));
            }
        });
    }

    private void over(Answer<Integer> part) {
        open--;
        if (part instanceof Answer.Failed<Integer> failure && failed.isEmpty()) {
            failed = Optional.of(failure);
        }
        if (open == 0) {
            then.accept(failed.isPresent() ? failed.get() : new Answer.Ok<>(listed.size()));
        }
    }
}
