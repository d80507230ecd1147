package dev.isthmus.ecs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.ecs.budget.RequestBudget;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.CallFailure.Done;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.inventory.CapacityCap;
import dev.isthmus.ecs.launch.LaunchMode;
import dev.isthmus.ecs.plan.Defaults;
import dev.isthmus.ecs.step.ClosedOutcomes;
import dev.isthmus.ecs.step.Input;
import dev.isthmus.ecs.step.Output;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What goes into the engine, and what comes out for it: one input, one list of outputs, nothing in between. */
class EngineBoundaryTest {

    private static final Launch LAUNCH = EcsEngineBench.launch("t", "a");
    private static final LaunchId UNKNOWN = new LaunchId("f".repeat(32));

    private final ScriptedEcs ecs = new ScriptedEcs();
    private final List<Output.Call<?>> open = new ArrayList<>();
    private final List<Output> all = new ArrayList<>();
    private Instant now = ScriptedRig.START;
    private EcsEngine engine = engine(10);

    private static EcsEngine engine(int places) {
        return new EcsEngine(
                new EngineOptions(
                        LaunchMode.START_TASK,
                        Defaults.builder().image(Optional.of("busybox")).build(),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        RequestBudget.of(100),
                        places,
                        Optional.empty(),
                        CapacityCap.NONE,
                        Optional.empty(),
                        false),
                false,
                ScriptedRig.START);
    }

    private List<Output> step(Input input) {
        List<Output> outputs = engine.step(now, input);
        all.addAll(outputs);
        outputs.stream().filter(Output.Call.class::isInstance).forEach(call -> open.add((Output.Call<?>) call));
        return outputs;
    }

    private static String shape(List<Output> outputs) {
        List<String> names = new ArrayList<>();
        for (Output output : outputs) {
            if (output instanceof Output.Call<?> call) {
                names.add(call.call().operation().awsName());
            } else if (!(output instanceof Output.Note)) {
                names.add(output.getClass().getSimpleName());
            }
        }
        return String.join(" ", names);
    }

    private List<Output> answer(Output.Call<?> call) {
        open.remove(call);
        return step(new Input.Answered(call.id(), new Answer.Ok<>(call.call().on(ecs))));
    }

    private Output.Call<?> only(Predicate<EcsCall<?>> which) {
        return open.stream().filter(call -> which.test(call.call())).findFirst().orElseThrow();
    }

    private List<Output> tick() {
        now = engine.nextDue().orElseThrow();
        return step(new Input.Tick());
    }

    /** Answers all calls, and those that the answers lead to. */
    private List<Output> answerAll() {
        List<Output> outputs = new ArrayList<>();
        while (!open.isEmpty()) {
            outputs.addAll(answer(open.get(0)));
        }
        return outputs;
    }

    private void begin() {
        ecs.addInstance("a");
        step(new Input.StartOffers());
        step(new Input.Watch(1, EcsEngineBench.FRAMEWORK));
        tick();
        answerAll();
    }

    @Test
    void each_input_has_its_outputs_in_order() {
        ecs.addInstance("a");
        assertThat(shape(step(new Input.StartOffers()))).isEmpty();
        assertThat(shape(step(new Input.Watch(1, EcsEngineBench.FRAMEWORK)))).isEmpty();
        assertThat(shape(step(new Input.ListTasks(1, EcsEngineBench.FRAMEWORK))))
                .as("waits for recovery")
                .isEmpty();
        assertThat(shape(step(new Input.Stop(2, EcsEngineBench.FRAMEWORK, UNKNOWN, "x"))))
                .as("waits, too")
                .isEmpty();
        assertThat(shape(tick())).isEqualTo("ListTasks");
        assertThat(shape(answerAll()))
                .isEqualTo("ListTasks Recovered Listed StopAnswered ListContainerInstances DescribeContainerInstances"
                        + " Inventory RoundRead Inventory");
        assertThat(shape(step(new Input.ListTasks(3, EcsEngineBench.FRAMEWORK))))
                .isEqualTo("Listed");
        assertThat(shape(step(new Input.Stop(4, EcsEngineBench.FRAMEWORK, UNKNOWN, "x"))))
                .isEqualTo("StopAnswered");
        assertThat(shape(step(new Input.LookAgain(new AgentId("a")))))
                .as("gathers")
                .isEmpty();
        assertThat(shape(tick())).isEqualTo("DescribeContainerInstances");
        assertThat(shape(answerAll())).as("nothing has changed").isEmpty();
        assertThat(shape(step(new Input.Launch(5, LAUNCH)))).isEqualTo("DescribeTaskDefinition Progressed");
        assertThat(shape(answerAll()))
                .isEqualTo("Progressed Progressed StartTask Progressed TaskChanged LaunchAnswered");
        assertThat(shape(step(new Input.Launch(6, LAUNCH))))
                .as("the same again")
                .isEqualTo("LaunchAnswered");
        assertThat(shape(step(new Input.Stop(
                        7, EcsEngineBench.FRAMEWORK, LAUNCH.task().launch(), "x"))))
                .isEqualTo("StopTask");
        assertThat(shape(answerAll())).isEqualTo("StopAnswered");
        assertThat(shape(step(new Input.Tick()))).as("nothing is due").isEmpty();
        assertThat(shape(step(new Input.Close()))).isEmpty();
    }

    @Test
    void answers_of_unknown_or_repeated_call_ids_are_ignored() {
        ecs.addInstance("a");
        step(new Input.StartOffers());
        step(new Input.Watch(1, EcsEngineBench.FRAMEWORK));
        tick();
        Output.Call<?> listing = open.get(0);
        assertThat(shape(answer(listing))).isEqualTo("ListTasks");
        assertThat(answer(listing)).as("the round does not go on twice").isEmpty();
        answerAll();
        step(new Input.Launch(1, LAUNCH));
        answer(only(EcsCall.DescribeDefinition.class::isInstance));
        Output.Call<?> start = only(EcsCall.Start.class::isInstance);
        Object started = start.call().on(ecs);
        open.remove(start);
        assertThat(step(new Input.Answered(start.id() + 1000, new Answer.Ok<>(started))))
                .isEmpty();
        assertThat(shape(step(new Input.Answered(start.id(), new Answer.Ok<>(started)))))
                .isEqualTo("Progressed TaskChanged LaunchAnswered");
        assertThat(step(new Input.Answered(start.id(), new Answer.Ok<>(started))))
                .isEmpty();
        assertThat(step(new Input.Answered(
                        start.id(), new Answer.Failed<>(CallFailure.of(Category.TRANSIENT, "", Done.MAYBE, "late")))))
                .isEmpty();
    }

    @Test
    void cancelling_a_queued_call_leaves_nothing_of_it() {
        engine = engine(1);
        begin();
        step(new Input.Launch(1, LAUNCH));
        answer(only(EcsCall.DescribeDefinition.class::isInstance));
        Launch second = EcsEngineBench.launch("u", "a");
        assertThat(shape(step(new Input.Launch(2, second))))
                .as("the one place is taken by the first")
                .isEqualTo("Progressed");
        List<Output> stopped =
                step(new Input.Stop(3, EcsEngineBench.FRAMEWORK, second.task().launch(), "changed its mind"));
        assertThat(shape(stopped)).isEqualTo("LaunchAnswered TaskChanged StopAnswered");
        answerAll();
        now = now.plusSeconds(30);
        step(new Input.Tick());
        answerAll();
        assertThat(all)
                .filteredOn(output -> output instanceof Output.Call<?> call && call.call() instanceof EcsCall.Start)
                .hasSize(1);
        assertThat(ecs.tasks).hasSize(1);
    }

    @Test
    void at_close_open_launches_are_unknown_and_each_request_has_one_outcome() {
        begin();
        step(new Input.Launch(1, LAUNCH));
        step(new Input.Launch(2, LAUNCH));
        answer(only(EcsCall.DescribeDefinition.class::isInstance));
        List<Output> closing = step(new Input.Close());
        assertThat(closing)
                .containsExactly(
                        new Output.LaunchAnswered(1, new LaunchOutcome.Unknown("the backend was closed meanwhile")),
                        new Output.LaunchAnswered(2, new LaunchOutcome.Unknown("the backend was closed meanwhile")));
    }

    @Test
    void at_close_a_stop_that_waits_fails_and_a_list_is_empty() {
        step(new Input.Watch(1, EcsEngineBench.FRAMEWORK));
        step(new Input.Stop(1, EcsEngineBench.FRAMEWORK, UNKNOWN, "x"));
        step(new Input.ListTasks(2, EcsEngineBench.FRAMEWORK));
        assertThat(step(new Input.Close()))
                .containsExactly(
                        new Output.StopAnswered(1, ClosedOutcomes.CLOSED.stop()), new Output.Listed(2, List.of()));
    }

    @Test
    void step_after_close_gives_nothing() {
        begin();
        step(new Input.Launch(1, LAUNCH));
        Output.Call<?> call = open.get(0);
        step(new Input.Close());
        assertThat(engine.nextDue()).isEmpty();
        assertThat(answer(call)).isEmpty();
        now = now.plusSeconds(3_600);
        assertThat(step(new Input.Tick())).isEmpty();
        assertThat(step(new Input.StartOffers())).isEmpty();
        assertThat(step(new Input.Launch(2, LAUNCH))).isEmpty();
        assertThat(step(new Input.ListTasks(3, EcsEngineBench.FRAMEWORK))).isEmpty();
        assertThat(step(new Input.Close())).isEmpty();
    }

    @Test
    void secret_values_stay_out_of_notes_and_messages() {
        begin();
        String secret = "hunter2-of-the-task";
        Launch launch = new Launch(
                LAUNCH.task(),
                "f",
                LAUNCH.taken(),
                TaskSpec.of("t", Command.ofShell("true").withEnvironment(Map.of("PASSWORD", secret))));
        step(new Input.Launch(1, launch));
        answer(only(EcsCall.DescribeDefinition.class::isInstance));
        Output.Call<?> start = only(EcsCall.Start.class::isInstance);
        assertThat(((EcsCall.Start) start.call()).request().parts())
                .as("it is in the call itself")
                .anySatisfy(part -> assertThat(part.environment()).containsValue(secret));
        open.remove(start);
        step(new Input.Answered(
                start.id(), new Answer.Failed<>(CallFailure.of(Category.TRANSIENT, "", Done.MAYBE, "no answer"))));
        for (int i = 0; i < 30; i++) {
            tick();
            answerAll();
        }
        assertThat(shape(all)).contains("LaunchAnswered");
        assertThat(all).noneSatisfy(output -> assertThat(output.toString()).contains(secret));
    }

    @Test
    void time_that_goes_back_is_no_time() {
        begin();
        step(new Input.LookAgain(new AgentId("a")));
        Instant due = engine.nextDue().orElseThrow();
        now = now.minusSeconds(3_600);
        assertThat(step(new Input.Tick())).isEmpty();
        assertThat(engine.nextDue()).contains(due);
        now = due;
        assertThat(shape(step(new Input.Tick()))).isEqualTo("DescribeContainerInstances");
    }
}
