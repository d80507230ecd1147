package dev.isthmus.ecs.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.EcsCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the parts of the engine share. */
class StepsTest {

    private final List<String> order = new ArrayList<>();
    private final Steps steps = new Steps(Instant.EPOCH, event -> order.add("told"));

    @Test
    void nothing_runs_inside_the_call_that_asked_for_it() {
        List<Output> outputs = steps.step(Instant.EPOCH, () -> {
            steps.begin(new EcsCall.Stop("arn", ""), answer -> order.add("answered"));
            steps.after(Duration.ZERO, () -> order.add("timer"));
            steps.tell(new Event.Changing());
            order.add("asked");
        });
        assertThat(order).as("an event waits for what tells it").containsExactly("asked", "told");
        assertThat(outputs).hasSize(1);
        steps.step(Instant.EPOCH, steps::due);
        // The first call has the number 1.
        steps.step(Instant.EPOCH, () -> steps.answered(1, new Answer.Ok<>(true)));
        assertThat(order).containsExactly("asked", "told", "timer", "answered");
    }
}
