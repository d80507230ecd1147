package dev.isthmus.mesos.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Source;
import dev.isthmus.mesos.status.Statuses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every source of a status against every state of a task, as docs/reference/statuses.md has it: a task has one end. */
class OneEndTest {

    /** Where a status can come from. */
    private enum Origin {
        EVENT,
        REDELIVERY,
        EXPLICIT,
        IMPLICIT,
        RECOVERY,
        KILL
    }

    /** Where a task can be, for the framework; and what each source then has it told, in the order of the sources. */
    private enum Stage {
        NEVER_KNOWN("FINISHED", "", "LOST", "", "", "LOST"),
        STAGING("STARTING RUNNING FINISHED", "", "STAGING", "STAGING", "", ""),
        RUNNING("FINISHED", "", "RUNNING", "RUNNING", "", ""),
        STOPPING("FINISHED", "", "RUNNING", "RUNNING", "", ""),
        ENDED_UNACKNOWLEDGED("", "FINISHED", "FINISHED", "FINISHED", "FINISHED", ""),
        ENDED_AND_FORGOTTEN("", "", "LOST", "", "", "LOST"),
        ENDED_BY_AN_EARLIER_PROCESS("", "", "FINISHED", "", "", "FINISHED"),
        UNREACHABLE("FINISHED", "", "LOST", "", "", "LOST"),
        AGENT_GONE("", "", "LOST", "", "", "LOST"),
        QUESTION_WAITS("FINISHED", "", "", "", "", "");

        @SuppressWarnings("ImmutableEnumChecker") // A copy that nobody can change.
        private final List<String> told;

        Stage(String... told) {
            this.told = List.of(told);
        }

        String told(Origin origin) {
            return told.get(List.of(Origin.values()).indexOf(origin));
        }
    }

    private static final FrameworkInfo FRAMEWORK = framework();
    private static final FrameworkId MINE = new FrameworkId("mine");
    private static final Agent AGENT = Messages.agent("a1");
    private static final TaskPhase EXITED = new TaskPhase.Ended(Ending.EXITED, OptionalInt.of(0), true, "");

    private final List<JournalEntry> journal = new ArrayList<>();
    private final List<TaskStatus> story = new ArrayList<>();
    private long era = 1;
    private MachineRig rig = driver(MachineRig.BEGIN);
    private Agent agent = AGENT;
    private boolean acknowledges = true;
    private LaunchedTask task = new LaunchedTask(
            LaunchId.of(MINE, new TaskId("t"), "old offer"),
            MINE,
            new TaskId("t"),
            new AgentId("a1"),
            Resources.none(Dialect.MESOS));
    /** Where the task is, as the backend has it; nothing while it does not show. */
    private Optional<TaskPhase> truth = Optional.empty();

    private static FrameworkInfo framework() {
        FrameworkInfo.Builder info = Messages.framework().toBuilder().setFailoverTimeout(3600);
        info.getIdBuilder().setValue("mine");
        return info.build();
    }

    private MachineRig driver(Instant now) {
        journal.add(new JournalEntry.Lease(now, Duration.ofHours(1), Map.of()));
        return MachineRig.inEra(era++, JournalSnapshot.of(journal), now, FRAMEWORK, false);
    }

    /** What was told since last asked; acknowledged, if the framework does so. */
    private List<TaskStatus> told() {
        List<TaskStatus> told = new ArrayList<>();
        for (List<TaskStatus> fresh = rig.updates(); !fresh.isEmpty(); fresh = rig.updates()) {
            told.addAll(fresh);
            if (acknowledges) {
                fresh.forEach(rig::acknowledge);
            }
        }
        rig.outputs(Output.Write.class).forEach(write -> journal.add(write.entry()));
        story.addAll(told);
        return told;
    }

    /** What was told is part of the story. */
    private void tell() {
        assertThat(told()).isNotNull();
    }

    private static String words(List<TaskStatus> told) {
        return String.join(
                " ",
                told.stream()
                        .map(status -> status.getState().name().substring("TASK_".length()))
                        .toList());
    }

    private void become(TaskPhase phase) {
        truth = Optional.of(phase);
        rig.phase(task, phase);
        tell();
    }

    private void restart() {
        rig.outputs(Output.Write.class).forEach(write -> journal.add(write.entry()));
        rig = driver(rig.now());
        rig.feed(new Input.Start());
        truth.ifPresent(phase -> rig.phase(task, phase));
        rig.see(agent).complete().feed(new Input.Recovered());
    }

    private void launch() {
        rig.launch(rig.oneOffer(), Messages.task("t", "a1", 0.5, 64));
        task = rig.lastLaunched();
        truth = Optional.of(new TaskPhase.Staging());
        rig.launched(task);
        tell();
    }

    private void launchAndRun() {
        launch();
        become(new TaskPhase.Running(List.of(), Optional.empty()));
    }

    private static TaskStatus question() {
        TaskStatus.Builder asked = TaskStatus.newBuilder().setState(TaskState.TASK_RUNNING);
        asked.getTaskIdBuilder().setValue("t");
        asked.getSlaveIdBuilder().setValue("a1");
        return asked.build();
    }

    private void bring(Stage stage) {
        rig.start(agent);
        if (stage != Stage.QUESTION_WAITS) {
            rig.advance(MachineRig.WINDOW);
        }
        switch (stage) {
            case NEVER_KNOWN -> {}
            case STAGING -> launch();
            case RUNNING -> launchAndRun();
            case STOPPING -> {
                launchAndRun();
                rig.kill("t");
                become(new TaskPhase.Stopping());
            }
            case ENDED_UNACKNOWLEDGED -> {
                launchAndRun();
                acknowledges = false;
                become(EXITED);
            }
            case ENDED_AND_FORGOTTEN -> {
                launchAndRun();
                become(EXITED);
            }
            case ENDED_BY_AN_EARLIER_PROCESS -> {
                launchAndRun();
                become(EXITED);
                restart();
            }
            case UNREACHABLE -> {
                launchAndRun();
                agent = AGENT.toBuilder().state(AgentState.DISCONNECTED).build();
                rig.see(agent).advance(ModelTold.AGENT_TIMEOUT);
            }
            case AGENT_GONE -> {
                launchAndRun();
                truth = Optional.of(new TaskPhase.Ended(Ending.AGENT_GONE, OptionalInt.empty(), true, ""));
                rig.gone("a1");
            }
            case QUESTION_WAITS -> rig.reconcile(question());
        }
        tell();
    }

    private void apply(Origin origin) {
        switch (origin) {
            case EVENT -> rig.phase(task, EXITED);
            case REDELIVERY -> rig.advance(Duration.ofSeconds(10));
            case EXPLICIT -> rig.reconcile(question());
            case IMPLICIT -> rig.reconcile();
            case RECOVERY -> restart();
            case KILL -> rig.kill("t");
        }
    }

    private static Stream<Arguments> pairs() {
        return Arrays.stream(Stage.values())
                .flatMap(stage -> Arrays.stream(Origin.values()).map(origin -> Arguments.of(stage, origin)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void every_source_tells_what_it_should_in_every_state(Stage stage, Origin origin) {
        bring(stage);
        apply(origin);
        assertThat(words(told())).isEqualTo(stage.told(origin));
        // And whatever comes after it.
        rig.advance(Duration.ofSeconds(20));
        if (stage == Stage.QUESTION_WAITS) {
            rig.phase(task, EXITED);
        }
        tell();
        acknowledges = true;
        story.forEach(rig::acknowledge);
        rig.advance(MachineRig.WINDOW.multipliedBy(2));
        truth.filter(phase -> !(phase instanceof TaskPhase.Ended)).ifPresent(phase -> become(EXITED));
        tell();
        aTaskHasOneEnd(stage);
    }

    /** After the end comes the end again, or an answer to who asks after it. */
    private void aTaskHasOneEnd(Stage stage) {
        Optional<TaskStatus> end = Optional.empty();
        for (TaskStatus status : story) {
            boolean answer =
                    status.getSource() == Source.SOURCE_MASTER && status.getReason() == Reason.REASON_RECONCILIATION;
            boolean lost = status.hasUnreachableTime();
            if (end.isPresent()) {
                // The one question of each story is asked after the end that the stage brings.
                assertThat(answer || status.getState() == end.get().getState())
                        .as("%s after %s in %s", status, end.get(), words(story))
                        .isTrue();
            } else if (Statuses.isTerminal(status.getState()) && !answer && !lost) {
                end = Optional.of(status);
            }
        }
        long lateAnswers = story.stream()
                .filter(status -> status.getReason() == Reason.REASON_RECONCILIATION)
                .count();
        assertThat(lateAnswers)
                .as("answers: %s", words(story))
                .isLessThanOrEqualTo(stage == Stage.QUESTION_WAITS ? 0 : 1);
    }

    @Test
    void a_question_that_waits_is_answered_by_the_end_alone() {
        for (boolean kill : List.of(false, true)) {
            rig = driver(rig.now());
            rig.start(agent);
            if (kill) {
                rig.kill("t");
            } else {
                rig.reconcile(question());
            }
            rig.advance(Duration.ofSeconds(5));
            become(EXITED);
            rig.advance(MachineRig.WINDOW);
            tell();
            assertThat(words(story)).isEqualTo("FINISHED");
            story.clear();
            journal.clear();
        }
    }

    @Test
    void a_question_from_inside_a_callback_before_the_end_is_answered_by_the_end_alone() {
        // It waits in the driver's queue until the callbacks that were due before, that of the end among them, have
        // returned, and the end is acknowledged.
        rig.feed(new Input.Start()).see(agent).phase(task, EXITED).complete().feed(new Input.Recovered());
        tell();
        rig.feed(new Call.Reconcile(List.of(question()), 0))
                .feed(new Call.Reconcile(List.of(), 0))
                .feed(new Call.Kill("t").after(0))
                .advance(MachineRig.WINDOW.multipliedBy(2));
        tell();
        assertThat(words(story)).isEqualTo("FINISHED");
        rig.feed(new Call.Reconcile(List.of(question()), 1));
        tell();
        assertThat(words(story)).as("asked after the end").isEqualTo("FINISHED LOST");
    }

    @Test
    void a_question_asked_before_all_is_known_is_answered_by_the_end_alone() {
        rig.feed(new Input.Start()).see(agent);
        rig.reconcile(question()).reconcile().kill("t");
        become(EXITED);
        rig.complete().feed(new Input.Recovered()).advance(MachineRig.WINDOW.multipliedBy(2));
        tell();
        assertThat(words(story)).isEqualTo("FINISHED");
    }

    @Test
    void an_unacknowledged_end_is_not_told_once_more_to_who_asked_before_it() {
        acknowledges = false;
        rig.feed(new Input.Start()).see(agent);
        rig.reconcile(question()).reconcile();
        become(EXITED);
        rig.complete().feed(new Input.Recovered());
        tell();
        assertThat(words(story)).isEqualTo("FINISHED");
    }

    @Test
    void several_questions_that_wait_for_one_task_are_answered_once() {
        rig.start(agent).reconcile(question()).reconcile(question()).kill("t");
        rig.advance(MachineRig.WINDOW);
        tell();
        assertThat(words(story)).isEqualTo("LOST");
    }

    @Test
    void a_refused_launch_ends_the_wait_of_an_older_question_of_its_id() {
        rig.start(agent).reconcile(question());
        rig.launch(rig.oneOffer(), Messages.task("t", "a1", 1000, 64));
        tell();
        assertThat(words(story)).isEqualTo("ERROR");
        rig.advance(MachineRig.WINDOW);
        tell();
        assertThat(words(story)).isEqualTo("ERROR");
    }

    @Test
    void an_end_that_shows_after_its_task_was_called_unknown_is_no_second_end() {
        rig.start(agent).reconcile(question()).advance(MachineRig.WINDOW);
        become(EXITED);
        assertThat(words(story)).isEqualTo("LOST");
        restart();
        tell();
        assertThat(words(story)).as("nor for the next driver").isEqualTo("LOST");
    }

    @Test
    void an_end_that_shows_after_an_earlier_task_of_its_id_was_told_in_its_place_is_no_second_end() {
        rig.start(agent);
        launchAndRun();
        become(EXITED);
        LaunchedTask first = task;
        rig.advance(Duration.ofSeconds(10));
        launch();
        LaunchedTask second = task;
        task = first;
        truth = Optional.of(EXITED);
        restart();
        rig.advance(MachineRig.WINDOW).reconcile(question());
        tell();
        assertThat(words(story)).isEqualTo("STARTING RUNNING FINISHED FINISHED");
        rig.phase(second, EXITED);
        tell();
        assertThat(words(story)).isEqualTo("STARTING RUNNING FINISHED FINISHED");
    }
}
