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

/**
 * Reads all instances, once for each round that asks for it. The instances of each page are described while the next page is listed. Known instances that
 * are no longer listed are described last, to learn whether they are gone.
 *
 * <p>Not thread-safe: used within steps only.
 */
final class InstanceSweep {

    private final PagedReads reading;
    private final ContainerInstanceCache fleet;
    private final EcsTaskLedger ledger;
    private final Optional<String> instances;
    private final Listener listener;

    /** Told how it came out. */
    interface Listener {

        /** All calls for a round have ended: how many instances there are, or the first failure. */
        void instancesRead(RoundState.Round round, Answer<Integer> count);
    }

    /**
     * Creates it.
     *
     * @param instances the container instances to use, in the cluster query language; all if empty
     */
    InstanceSweep(
            PagedReads reading,
            ContainerInstanceCache fleet,
            EcsTaskLedger ledger,
            Optional<String> instances,
            Listener listener) {
        this.reading = reading;
        this.fleet = fleet;
        this.ledger = ledger;
        this.instances = instances;
        this.listener = listener;
    }

    /** Reads them for a round. */
    void begin(RoundState.Round round) {
        new Once(round).begin();
    }

    /** Of one round, which may have been abandoned when the last call ends. */
    private final class Once {

        private final RoundState.Round round;
        private final Set<String> unlisted = new LinkedHashSet<>(fleet.arns());
        private final Set<String> listed = new LinkedHashSet<>();
        private int open = 1;
        private Optional<Answer.Failed<Integer>> failed = Optional.empty();

        private Once(RoundState.Round round) {
            this.round = round;
        }

        private void begin() {
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
            ContainerInstanceCache.Look look = fleet.begin(ledger.holdings().of(arns));
            reading.<InstanceView>describe(
                    Priority.READ, arns, EcsCall.DescribeInstances::new, (described, failure) -> {
                        try {
                            fleet.take(look, described);
                        } finally {
                            // Also when whoever is told of an instance fails: the look has to come to its end.
                            over(failure.<Answer<Integer>>map(Answer.Failed::new)
                                    .orElseGet(() -> new Answer.Ok<>(arns.size())));
                        }
                    });
        }

        private void over(Answer<Integer> part) {
            open--;
            if (part instanceof Answer.Failed<Integer> failure && failed.isEmpty()) {
                failed = Optional.of(failure);
            }
            if (open == 0) {
                if (failed.isEmpty()) {
                    fleet.readAll();
                }
                listener.instancesRead(round, failed.isPresent() ? failed.get() : new Answer.Ok<>(listed.size()));
            }
        }
    }
}
