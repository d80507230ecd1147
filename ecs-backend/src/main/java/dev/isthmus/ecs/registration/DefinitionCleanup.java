package dev.isthmus.ecs.registration;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.ecs.budget.EcsCallQueue;
import dev.isthmus.ecs.budget.Priority;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.TaskFilter;
import dev.isthmus.ecs.definition.DefinitionContent;
import dev.isthmus.ecs.step.Notes;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.view.DefinitionView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Deregisters task definitions of Isthmus beyond a number, the oldest first, but none that this process has used within the last hour and none with a
 * running task in the cluster. Tasks of other clusters continue, and a later start registers the task definition again.
 *
 * <p>Its calls have the lowest priority. A failed call ends the round; the next round continues. Not thread-safe: used within steps only.
 */
final class DefinitionCleanup {

    /** How many definitions are looked at in one round. */
    private static final int LOOKED_AT = 100;

    private final Steps steps;
    private final Notes notes;
    private final EcsCallQueue calls;
    private final int keep;
    private final KnownDefinitions known;
    private boolean under;
    private int rounds;

    /**
     * Creates it.
     *
     * @param keep how many to keep; 0 keeps all
     * @param known knows the families that this process has used recently, and forgets those that are deregistered
     */
    DefinitionCleanup(Steps steps, EcsCallQueue calls, int keep, KnownDefinitions known) {
        this.steps = steps;
        this.notes = steps.notes(DefinitionCleanup.class);
        this.calls = calls;
        this.keep = keep;
        this.known = known;
    }

    /** Begins a round, unless there is nothing to do or one is under way. */
    void begin() {
        if (keep > 0 && !under) {
            under = true;
            list(new ArrayList<>(), Optional.empty());
        }
    }

    private void list(List<String> families, Optional<String> next) {
        once(new EcsCall.ListDefinitionFamilies(DefinitionContent.FAMILY_PREFIX, next), page -> {
            families.addAll(page.arns());
            if (page.next().isPresent()) {
                list(families, page.next());
                return;
            }
            int excess = families.size() - keep;
            // Each round begins where the last one ended, so that none is left out when there are more than one looks
            // at.
            Collections.rotate(families, -(rounds++ * LOOKED_AT));
            List<String> candidates = families.stream()
                    .filter(family -> !isUsed(family))
                    .limit(LOOKED_AT)
                    .toList();
            if (excess <= 0 || candidates.isEmpty()) {
                under = false;
            } else {
                look(candidates, 0, new ArrayList<>(), excess);
            }
        });
    }

    private void look(List<String> candidates, int at, List<DefinitionView> found, int excess) {
        if (at == candidates.size()) {
            found.sort(Comparator.comparing(view -> view.traits().registeredAt()));
            end(found, 0, excess);
            return;
        }
        once(new EcsCall.DescribeDefinition(candidates.get(at)), view -> {
            if (DefinitionRetention.isOurs(view)) {
                found.add(view);
            }
            look(candidates, at + 1, found, excess);
        });
    }

    private void end(List<DefinitionView> found, int at, int excess) {
        if (at == found.size() || excess == 0) {
            under = false;
            return;
        }
        DefinitionView definition = found.get(at);
        once(new EcsCall.ListTasks(TaskFilter.ofFamily(definition.family()), Optional.empty()), running -> {
            if (!running.arns().isEmpty() || isUsed(definition.family())) {
                end(found, at + 1, excess);
                return;
            }
            once(new EcsCall.DeregisterDefinition(definition.arn()), done -> {
                known.forget(definition.family());
                notes.info("Deregistered task definition {}, which nothing runs", definition.arn());
                end(found, at + 1, excess - 1);
            });
        });
    }

    private boolean isUsed(String family) {
        return known.usedOfLate(steps.now()).contains(family);
    }

    private void left(String operation, CallFailure failure) {
        String text = "Unused task definitions are left for now, because {} failed: {}";
        if (failure.category() == BackendFailure.Category.DENIED) {
            // It will not pass by itself.
            notes.warn(text, operation, failure.message());
        } else {
            notes.info(text, operation, failure.message());
        }
    }

    private <T> void once(EcsCall<T> call, Consumer<T> then) {
        calls.once(call, Priority.TIDY, answer -> {
            answer.match(ok -> then.accept(ok.value()), failed -> {
                under = false;
                left(call.operation().awsName(), failed.failure());
            });
        });
    }
}
