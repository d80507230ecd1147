package dev.isthmus.ecs.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.ecs.budget.EcsCallQueue;
import dev.isthmus.ecs.budget.RequestBudget;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.CallFailure.Done;
import dev.isthmus.ecs.call.Described;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.FailureEntry;
import dev.isthmus.ecs.step.Event;
import dev.isthmus.ecs.step.Output;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.view.InstanceView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What ECS is asked for when agents are to be drained and activated, for each answer that it may give. */
class InstanceStatesTest {

    private static final AgentId AGENT = new AgentId("a");
    private static final String ARN = "arn:aws:ecs:us-east-1:1:container-instance/c/a";
    private static final CallFailure BUSY = CallFailure.of(Category.TRANSIENT, "ServerException", Done.NO, "busy");
    private static final CallFailure DENIED =
            CallFailure.of(Category.DENIED, "AccessDeniedException", Done.NO, "no permission");

    private final List<Event> events = new ArrayList<>();
    private final Steps steps = new Steps(Instant.EPOCH, events::add);
    private final ContainerInstanceCache fleet = new ContainerInstanceCache(steps, event -> {});
    private final InstanceStates states =
            new InstanceStates(steps, new EcsCallQueue(steps, 10, RequestBudget.of(100)), fleet);

    private final List<Output.Call<?>> asked = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    @BeforeEach
    void one_instance() {
        Resources none = Resources.none(Dialect.ECS);
        InstanceView instance = new InstanceView(ARN, "ACTIVE", true, Optional.of("i-a"), none, none, new TreeMap<>());
        step(() -> fleet.take(fleet.begin(Map.of()), new Described<>(List.of(instance), List.of())));
    }

    private void step(Runnable input) {
        for (Output output : steps.step(now, input)) {
            if (output instanceof Output.Call<?> call) {
                asked.add(call);
            } else if (output instanceof Output.Note note && note.level() == Output.Note.Level.WARN) {
                warnings.add(note.text());
            } else {
                assertThat(output).isNotInstanceOf(Output.Fault.class);
            }
        }
    }

    private void want(boolean isDraining) {
        step(() -> states.want(AGENT, isDraining));
    }

    private void answer(Answer<?> answer) {
        long id = asked.get(asked.size() - 1).id();
        step(() -> steps.answered(id, answer));
    }

    private void pass(Duration time) {
        now = now.plus(time);
        step(steps::due);
    }

    private List<Boolean> calls() {
        return asked.stream()
                .map(call -> ((EcsCall.SetInstanceState) call.call()).isDraining())
                .toList();
    }

    @Test
    void an_instance_is_set_and_looked_at() {
        want(true);
        assertThat(asked)
                .singleElement()
                .extracting(Output.Call::call)
                .isEqualTo(new EcsCall.SetInstanceState(ARN, true));
        answer(new Answer.Ok<>(List.of()));
        assertThat(events).containsExactly(new Event.LookAgain(AGENT));
        assertThat(warnings).isEmpty();
        want(false);
        assertThat(calls()).containsExactly(true, false);
    }

    @Test
    void the_last_of_several_wishes_is_carried_out_after_the_call_that_is_made() {
        want(true);
        want(false);
        want(true);
        want(false);
        assertThat(calls()).containsExactly(true);
        answer(new Answer.Ok<>(List.of()));
        assertThat(calls()).containsExactly(true, false);
        answer(new Answer.Ok<>(List.of()));
        pass(Duration.ofMinutes(1));
        assertThat(calls()).containsExactly(true, false);
    }

    @Test
    void what_fails_for_now_is_tried_again_unless_it_is_not_wanted_any_more() {
        want(true);
        answer(new Answer.Failed<>(BUSY));
        pass(Duration.ofSeconds(1));
        assertThat(calls()).containsExactly(true, true);
        want(false);
        answer(new Answer.Failed<>(BUSY));
        assertThat(calls()).containsExactly(true, true, false);
        assertThat(warnings).isEmpty();
    }

    @Test
    void what_is_denied_or_cannot_be_is_said_once_and_may_be_asked_for_again() {
        want(true);
        answer(new Answer.Failed<>(DENIED));
        assertThat(warnings)
                .containsExactly("Container instance " + ARN + " could not be set to DRAINING: no permission");
        pass(Duration.ofMinutes(1));
        assertThat(calls()).containsExactly(true);
        want(false);
        answer(new Answer.Ok<>(List.of(new FailureEntry(ARN, "MISSING", ""))));
        assertThat(warnings)
                .last()
                .isEqualTo("Container instance " + ARN + " could not be set to ACTIVE: MISSING for " + ARN);
    }

    @Test
    void of_an_agent_that_nobody_knows_nothing_is_asked() {
        step(() -> states.want(new AgentId("nobody"), true));
        assertThat(asked).isEmpty();
    }
}
