package dev.isthmus.ecs.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.CallFailure.Done;
import dev.isthmus.ecs.call.Described;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.Page;
import dev.isthmus.ecs.call.TaskFilter;
import dev.isthmus.ecs.step.Output;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.view.TaskView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lists and describes, step by step. */
class PagedReadsTest {

    private final Steps steps = new Steps(Instant.EPOCH, event -> {});
    private final PagedReads reading =
            new PagedReads(steps.notes(PagedReads.class), new EcsCallQueue(steps, 10, RequestBudget.of(100)));

    private List<Output.Call<?>> step(Runnable what) {
        return steps.step(Instant.EPOCH, what).stream()
                .filter(Output.Call.class::isInstance)
                .<Output.Call<?>>map(output -> (Output.Call<?>) output)
                .toList();
    }

    @Test
    void next_page_is_asked_for_before_the_last_is_taken() {
        List<String> order = new ArrayList<>();
        List<Output.Call<?>> first = step(() -> reading.pages(
                Priority.READ,
                token -> {
                    order.add("asked for " + token.orElse("the first"));
                    return new EcsCall.ListTasks(TaskFilter.RUNNING, token);
                },
                arns -> order.add("took " + arns),
                end -> order.add("ended")));
        assertThat(order).as("nothing is taken within the call").containsExactly("asked for the first");
        List<Output.Call<?>> second = step(
                () -> steps.answered(first.get(0).id(), new Answer.Ok<>(new Page(List.of("a"), Optional.of("more")))));
        step(() -> steps.answered(second.get(0).id(), new Answer.Ok<>(new Page(List.of("b"), Optional.empty()))));
        assertThat(order).containsExactly("asked for the first", "asked for more", "took [a]", "took [b]", "ended");
    }

    @Test
    void first_failure_of_a_batch_answers_and_those_of_later_parts_are_ignored() {
        List<String> arns = IntStream.range(0, 250).mapToObj(i -> "arn" + i).toList();
        List<Optional<CallFailure>> answers = new ArrayList<>();
        List<Output.Call<?>> parts = step(() -> reading.<TaskView>describe(
                Priority.READ, arns, EcsCall.DescribeTasks::new, (found, failure) -> answers.add(failure)));
        assertThat(parts).hasSize(3);
        CallFailure first = CallFailure.of(Category.DENIED, "AccessDeniedException", Done.NO, "the first");
        CallFailure later = CallFailure.of(Category.DENIED, "AccessDeniedException", Done.NO, "a later one");
        step(() -> steps.answered(parts.get(1).id(), new Answer.Failed<>(first)));
        step(() -> steps.answered(parts.get(2).id(), new Answer.Failed<>(later)));
        assertThat(answers).as("what the first part finds counts all the same").isEmpty();
        step(() -> steps.answered(parts.get(0).id(), new Answer.Ok<>(new Described<TaskView>(List.of(), List.of()))));
        step(() -> steps.answered(parts.get(2).id(), new Answer.Failed<>(later)));
        assertThat(answers).containsExactly(Optional.of(first));
    }
}
