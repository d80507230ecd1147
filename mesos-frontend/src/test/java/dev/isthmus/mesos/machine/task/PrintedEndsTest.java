package dev.isthmus.mesos.machine.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.Brief;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskPhase.Ended;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.MachineRig;
import dev.isthmus.mesos.machine.MasterRig;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** R-LG: what a task printed last comes to its framework whole, and to no log and no journal. */
class PrintedEndsTest {

    /** As much as there may be of a log, and more than is told of any other message. */
    private static final String PRINTED = "the end of its log:" + ("\n  " + "secret".repeat(34)).repeat(10);

    private final MachineRig rig = new MachineRig(Messages.framework());

    private static Ended failed(OptionalInt code, String message, String printed) {
        return new Ended(code.isPresent() ? Ending.EXITED : Ending.OUT_OF_MEMORY, code, true, message, printed);
    }

    private TaskStatus told(Ended end) {
        LaunchedTask task = rig.start(Messages.agent("a1")).run(rig.oneOffer(), Messages.task("t", "a1", 0.5, 64));
        rig.updates();
        rig.phase(task, end);
        return rig.oneUpdate();
    }

    @Test
    void required_LG03_it_follows_what_Mesos_says_of_an_exit() {
        TaskStatus status = told(failed(OptionalInt.of(3), "Essential container in task exited", PRINTED));
        assertThat(status.getState()).isEqualTo(TaskState.TASK_FAILED);
        assertThat(status.getMessage()).isEqualTo("Command exited with status 3; " + PRINTED);
    }

    @Test
    void required_LG03_only_what_comes_before_it_is_shortened() {
        String words = "OutOfMemoryError: " + "x".repeat(Brief.LONGEST_MESSAGE);
        TaskStatus status = told(failed(OptionalInt.empty(), words, PRINTED));
        assertThat(status.getMessage()).isEqualTo(Brief.message(words) + "; " + PRINTED);
        assertThat(Brief.message(words)).hasSizeLessThan(words.length());
    }

    @Test
    void it_stands_alone_where_nothing_else_is_said() {
        assertThat(told(failed(OptionalInt.empty(), "", PRINTED)).getMessage()).isEqualTo(PRINTED);
    }

    @Test
    void required_LG06_no_log_has_it() {
        Ended end = failed(OptionalInt.of(3), "", PRINTED);
        told(end);
        assertThat(rig.outputs(Output.Note.class))
                .extracting(Output.Note::text)
                .anyMatch(text -> text.contains("Command exited with status 3"))
                .noneMatch(text -> text.contains("secret"));
        assertThat(end.toString()).contains("EXITED").doesNotContain("secret");
    }

    @Test
    void required_LG06_the_next_master_which_knows_of_none_tells_the_same_update() {
        MasterRig first = new MasterRig();
        first.see(Messages.agent("a1"))
                .complete()
                .subscribe("f", Messages.framework(), Optional.of(JournalSnapshot.NOTHING));
        var offer = first.of("f", new Input.Recovered()).oneOffer("f");
        LaunchedTask task = first.run("f", offer, Messages.task("t", offer, 1, 128));
        acknowledgeAll(first);
        first.phase("f", task, failed(OptionalInt.of(3), "", PRINTED));
        TaskStatus told = onlyUpdate(first);
        assertThat(told.getMessage()).contains("secret");

        MasterRig next = new MasterRig();
        next.see(Messages.agent("a1"))
                .complete()
                .subscribe("f", Messages.framework(), Optional.of(JournalSnapshot.NOTHING))
                .running("f", task)
                .of("f", new Input.Recovered());
        acknowledgeAll(next);
        next.phase("f", task, failed(OptionalInt.of(3), "", ""));
        TaskStatus again = onlyUpdate(next);
        assertThat(again.getUuid()).isEqualTo(told.getUuid());
        assertThat(again.getMessage()).isEqualTo("Command exited with status 3");
    }

    private static TaskStatus onlyUpdate(MasterRig rig) {
        List<TaskStatus> updates = rig.updates("f");
        assertThat(updates).hasSize(1);
        return updates.get(0);
    }

    private static void acknowledgeAll(MasterRig rig) {
        for (var updates = rig.updates("f"); !updates.isEmpty(); updates = rig.updates("f")) {
            updates.forEach(update -> rig.acknowledge("f", update));
        }
    }
}
