package dev.isthmus.ecs.stop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.ecs.budget.EcsCallQueue;
import dev.isthmus.ecs.budget.RequestBudget;
import dev.isthmus.ecs.budget.Tries;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.CallFailure.Done;
import dev.isthmus.ecs.call.CallFailure.Grade;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.step.Event;
import dev.isthmus.ecs.step.Output;
import dev.isthmus.ecs.step.Requests;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.task.EcsTaskRecord;
import dev.isthmus.ecs.view.TaskArn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Stops: what ECS is asked for, and who is told what, for each answer that ECS may give. */
class StopsTest {

    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final FrameworkId FRAMEWORK = new FrameworkId("f");
    private static final String ARN = "arn:aws:ecs:us-east-1:1:task/c/1";

    private static final CallFailure DENIED =
            CallFailure.of(Category.DENIED, "AccessDeniedException", Done.NO, "no permission to perform ecs:StopTask");
    private static final CallFailure UNKNOWN_TASK =
            CallFailure.of(Category.CALLER, "InvalidParameterException", Done.NO, "The referenced task was not found.");
    private static final CallFailure BUSY = CallFailure.of(Category.TRANSIENT, "ServerException", Done.NO, "busy");
    private static final CallFailure LOST = CallFailure.of(Category.CALLER, "", Done.MAYBE, "the answer was cut off");

    private static final CallFailure STRANGE = new CallFailure(
            new BackendFailure(Category.CALLER, "strange"), "StrangeException", Done.NO, List.of(), Grade.UNKNOWN);

    private final List<Event> events = new ArrayList<>();
    private final Steps steps = new Steps(Instant.EPOCH, events::add);
    private final Requests requests = new Requests(steps);
    private final Stops stops = new Stops(steps, new EcsCallQueue(steps, 10, RequestBudget.of(100)), requests, WINDOW);
    private final EcsTaskRecord task = task(FRAMEWORK, "t", ARN);

    private final List<Output.Call<?>> asked = new ArrayList<>();
    private final Map<Long, StopOutcome> told = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    private static EcsTaskRecord task(FrameworkId framework, String name, String arn) {
        TaskId id = new TaskId(name);
        return new EcsTaskRecord(
                new LaunchedTask(
                        LaunchId.of(framework, id, "o"),
                        framework,
                        id,
                        new AgentId("a"),
                        Resources.none(Dialect.MESOS)),
                TaskArn.of(arn),
                true);
    }

    private void step(Runnable what) {
        for (Output output : steps.step(now, what)) {
            if (output instanceof Output.Call<?> call) {
                asked.add(call);
            } else if (output instanceof Output.StopAnswered answered) {
                assertThat(told.put(answered.request(), answered.outcome())).isNull();
            } else if (output instanceof Output.Note note && note.level() == Output.Note.Level.WARN) {
                warnings.add(note.text());
            } else {
                assertThat(output).isNotInstanceOf(Output.Fault.class);
            }
        }
    }

    private void want(long request) {
        want(task, request);
    }

    private void want(EcsTaskRecord which, long request) {
        step(() -> {
            requests.stop(request, which.task().framework());
            stops.stop(which, "killed", request);
        });
    }

    private void answer(Answer<?> answer) {
        long id = asked.get(asked.size() - 1).id();
        step(() -> steps.answered(id, answer));
    }

    private void fail(CallFailure failure) {
        answer(new Answer.Failed<>(failure));
    }

    /** All that ECS was asked for fails, and is forgotten. */
    private void failAll(CallFailure failure) {
        List<Output.Call<?>> open = List.copyOf(asked);
        asked.clear();
        open.forEach(call -> step(() -> steps.answered(call.id(), new Answer.Failed<>(failure))));
    }

    private void pass(Duration time) {
        now = now.plus(time);
        step(steps::due);
    }

    @Test
    void one_call_answers_all_who_want_the_task_stopped() {
        want(1);
        want(2);
        assertThat(asked)
                .extracting(Output.Call::call)
                .hasSize(1)
                .allSatisfy(call -> assertThat(call)
                        .isInstanceOfSatisfying(
                                EcsCall.Stop.class,
                                stop -> assertThat(stop.arn()).isEqualTo(ARN)));
        assertThat(told).isEmpty();

        answer(new Answer.Ok<>(true));
        assertThat(told).containsOnlyKeys(1L, 2L).containsValue(new StopOutcome.Accepted());
        assertThat(events).as("the cluster is to be polled soon").containsExactly(new Event.Changing());

        want(3);
        assertThat(told).containsEntry(3L, new StopOutcome.Accepted());
        assertThat(asked).hasSize(1);
    }

    @Test
    void a_task_that_has_ended_is_not_found_and_ecs_is_not_asked() {
        task.vanished("gone", now);
        want(1);
        step(() -> stops.stop(task, "nobody waits"));
        assertThat(told).containsExactly(Map.entry(1L, new StopOutcome.NotFound()));
        assertThat(asked).isEmpty();
    }

    @Test
    void a_refusal_is_told_to_all_and_the_task_may_be_stopped_again() {
        want(1);
        want(2);
        fail(DENIED);
        assertThat(told).containsOnlyKeys(1L, 2L).containsValue(new StopOutcome.Failed(DENIED.failure()));
        assertThat(warnings).singleElement().asString().contains(ARN, "no permission to perform ecs:StopTask");
        assertThat(events).containsExactly(new Event.Changing());

        want(3);
        assertThat(asked).hasSize(2);
        assertThat(told).doesNotContainKey(3L);
    }

    @Test
    void a_task_that_ecs_does_not_know_yet_is_waited_for_and_no_longer_than_the_window() {
        want(1);
        fail(UNKNOWN_TASK);
        assertThat(told).isEmpty();
        pass(LONGEST_WAIT);
        assertThat(asked).hasSize(2);
        pass(WINDOW);
        fail(UNKNOWN_TASK);
        assertThat(told).containsExactly(Map.entry(1L, new StopOutcome.NotFound()));
    }

    @Test
    void a_failure_that_may_pass_is_told_as_accepted_and_tried_again() {
        for (CallFailure failure : List.of(BUSY, LOST)) {
            int before = asked.size();
            EcsTaskRecord other = task(FRAMEWORK, failure.message(), ARN);
            want(other, before);
            fail(failure);
            assertThat(told).containsEntry((long) before, new StopOutcome.Accepted());
            pass(LONGEST_WAIT);
            assertThat(asked).hasSize(before + 2);
            answer(new Answer.Ok<>(true));
        }
    }

    @Test
    void a_task_that_is_gone_was_stopped_if_that_was_asked_for_and_not_refused() {
        EcsTaskRecord refused = task(FRAMEWORK, "refused", ARN + "2");
        want(1);
        want(refused, 2);
        fail(DENIED);
        assertThat(endingOf(task)).isEqualTo(Ending.STOPPED);
        assertThat(endingOf(refused)).isEqualTo(Ending.VANISHED);
    }

    private Ending endingOf(EcsTaskRecord gone) {
        return ((TaskPhase.Ended) gone.vanished("gone", now).get(0).phase()).ending();
    }

    /** Of an error that nobody knows it cannot be said whether it passes. */
    @Test
    void an_unknown_error_is_final_after_three_tries() {
        want(1);
        step(() -> stops.stopUnwanted(ARN + "2", "not ours"));
        for (int more = 1; more < Tries.MOST; more++) {
            failAll(STRANGE);
            assertThat(events).isEmpty();
            pass(LONGEST_WAIT);
            assertThat(asked).hasSize(2);
        }
        failAll(STRANGE);
        assertThat(events).containsExactlyInAnyOrder(new Event.Changing(), new Event.Unstopped(ARN + "2"));
        assertThat(warnings).hasSize(2);
        pass(LONGEST_WAIT);
        assertThat(asked).isEmpty();
    }

    @Test
    void a_task_that_ends_meanwhile_is_not_asked_for_again_and_no_refusal_is_told() {
        want(1);
        task.vanished("gone", now);
        fail(BUSY);
        pass(LONGEST_WAIT);
        assertThat(asked).hasSize(1);
        assertThat(told).containsExactly(Map.entry(1L, new StopOutcome.Accepted()));
        assertThat(warnings).isEmpty();
    }

    @Test
    void what_must_not_run_is_stopped_once_and_again_after_it_has_ended() {
        step(() -> stops.stopUnwanted(ARN, "not ours"));
        step(() -> stops.stopUnwanted(ARN, "not ours"));
        answer(new Answer.Ok<>(true));
        assertThat(asked).hasSize(1);
        assertThat(events).isEmpty();
        step(() -> stops.unwantedEnded(ARN));
        step(() -> stops.stopUnwanted(ARN, "not ours"));
        assertThat(asked).hasSize(2);
    }

    @Test
    void what_must_not_run_and_cannot_be_stopped_is_told_and_may_be_tried_again() {
        step(() -> stops.stopUnwanted(ARN, "not ours"));
        fail(DENIED);
        assertThat(events).containsExactly(new Event.Unstopped(ARN));
        assertThat(warnings).singleElement().asString().contains(ARN, "no permission");
        pass(LONGEST_WAIT);
        assertThat(asked).hasSize(1);
        step(() -> stops.stopUnwanted(ARN, "not ours"));
        assertThat(asked).hasSize(2);
    }

    @Test
    void what_must_not_run_is_insisted_on_while_that_may_help() {
        step(() -> stops.stopUnwanted(ARN, "not ours"));
        fail(BUSY);
        pass(LONGEST_WAIT);
        assertThat(asked).hasSize(2);
        fail(UNKNOWN_TASK);
        assertThat(events).isEmpty();
        pass(LONGEST_WAIT);
        assertThat(asked).hasSize(3);
        pass(WINDOW);
        fail(UNKNOWN_TASK);
        assertThat(events).containsExactly(new Event.Unstopped(ARN));
    }

    @Test
    void what_is_forgotten_of_one_framework_is_remembered_of_others() {
        EcsTaskRecord others = task(new FrameworkId("g"), "t", ARN + "2");
        step(() -> stops.stop(task, "first"));
        step(() -> stops.stop(others, "first"));
        assertThat(asked).hasSize(2);
        step(() -> stops.forget(FRAMEWORK));
        step(() -> stops.stop(task, "again"));
        assertThat(asked).hasSize(3);
        step(() -> stops.stop(others, "again"));
        assertThat(asked).hasSize(3);
        step(() -> stops.ended(others.task().launch()));
        step(() -> stops.stop(others, "again"));
        assertThat(asked).hasSize(4);
    }
}
