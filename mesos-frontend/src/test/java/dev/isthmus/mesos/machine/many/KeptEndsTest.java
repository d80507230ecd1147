package dev.isthmus.mesos.machine.many;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.maintenance.AgentWithdrawal;
import dev.isthmus.api.maintenance.MaintenancePlan;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.MasterRig;
import dev.isthmus.mesos.machine.options.MasterMachineOptions.Presence;
import dev.isthmus.mesos.machine.options.Policy;
import dev.isthmus.mesos.machine.state.MachineTimers;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which ends the machine wants kept, as the backend is about to forget them. */
class KeptEndsTest {

    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    private static MasterRig rig(Presence presence, Optional<JournalSnapshot> journal) {
        MasterRig rig = new MasterRig(presence, Policy.DEFAULT);
        rig.see(Messages.agent("a1"))
                .complete()
                .subscribe("f", Messages.framework(Capability.Type.PARTITION_AWARE), journal);
        return rig.of("f", new Input.Recovered());
    }

    private static MasterRig master() {
        return rig(Presence.STREAMING, Optional.of(JournalSnapshot.NOTHING));
    }

    private static LaunchedTask run(MasterRig rig, String task) {
        var offer = rig.advance(Duration.ofSeconds(1)).oneOffer("f");
        return rig.run("f", offer, Messages.task(task, offer, 1, 128));
    }

    private static List<Output.KeepEnd> kept(MasterRig rig) {
        return rig.take("f", Output.KeepEnd.class);
    }

    /** All that it is told of a task. */
    private static void acknowledge(MasterRig rig, String task) {
        for (var updates = rig.updates("f"); !updates.isEmpty(); updates = rig.updates("f")) {
            updates.stream()
                    .filter(update -> update.getTaskId().getValue().equals(task))
                    .forEach(update -> rig.acknowledge("f", update));
        }
    }

    @Test
    void an_end_that_is_not_acknowledged_for_half_an_hour_is_kept_once() {
        MasterRig rig = master();
        LaunchedTask task = run(rig, "t");
        rig.exit("f", task).advance(HALF_AN_HOUR.minusMillis(1));
        assertThat(kept(rig)).isEmpty();
        rig.advance(Duration.ofMillis(1));
        assertThat(kept(rig))
                .singleElement()
                .satisfies(keep -> assertThat(keep.end().launch()).isEqualTo(task.launch()));
        rig.advance(Duration.ofDays(1));
        assertThat(kept(rig)).isEmpty();
    }

    private static void markGone(MasterRig rig) {
        rig.feed(new MasterInput.Maintenance(
                MaintenancePlan.NONE.withAgents(new TreeMap<>(Map.of(new AgentId("a1"), AgentWithdrawal.GONE)))));
    }

    private static void isKeptGone(MasterRig rig, LaunchedTask task) {
        assertThat(kept(rig)).isEmpty();
        rig.advance(HALF_AN_HOUR);
        assertThat(kept(rig)).singleElement().satisfies(keep -> {
            assertThat(keep.end().launch()).isEqualTo(task.launch());
            assertThat(keep.end().how().ending()).isEqualTo(Ending.AGENT_GONE);
            assertThat(keep.end().how().message()).isEqualTo("Agent has been marked gone");
        });
    }

    @Test
    void that_its_agent_was_marked_gone_is_kept_for_who_is_away() {
        MasterRig rig = master();
        LaunchedTask task = run(rig, "t");
        rig.of("f", new Input.Leave());
        markGone(rig);
        isKeptGone(rig, task);
    }

    @Test
    void so_it_is_of_a_task_that_the_next_master_finds() {
        LaunchedTask task = run(master(), "t");
        MasterRig next = new MasterRig();
        markGone(next);
        next.see(Messages.agent("a1"))
                .complete()
                .subscribe("f", Messages.framework(), Optional.of(JournalSnapshot.NOTHING));
        next.of("f", new Input.Leave()).running("f", task);
        isKeptGone(next, task);
    }

    @Test
    void who_is_there_is_told_and_nothing_is_kept() {
        MasterRig rig = master();
        run(rig, "t");
        markGone(rig);
        rig.advance(HALF_AN_HOUR);
        assertThat(kept(rig)).isEmpty();
    }

    /** The framework was there when the agent was lost, and is away when it is marked gone. */
    @Test
    void how_a_task_ended_is_kept_whatever_its_agent_has_become_since() {
        for (boolean isLost : new boolean[] {false, true}) {
            MasterRig rig = master();
            LaunchedTask task = run(rig, "t");
            rig.exit("f", task);
            if (isLost) {
                rig.see(Messages.agent("a1").toBuilder()
                                .state(AgentState.DISCONNECTED)
                                .build())
                        .advance(Duration.ofMinutes(10));
            }
            rig.of("f", new Input.Leave());
            markGone(rig);
            rig.advance(HALF_AN_HOUR);
            assertThat(kept(rig))
                    .singleElement()
                    .satisfies(keep -> assertThat(keep.end().how().ending()).isEqualTo(Ending.EXITED));
        }
    }

    @Test
    void a_drivers_machine_keeps_none_and_neither_does_one_without_a_journal() {
        for (MasterRig rig : List.of(
                rig(Presence.EMBEDDED, Optional.of(JournalSnapshot.NOTHING)),
                rig(Presence.STREAMING, Optional.empty()))) {
            rig.exit("f", run(rig, "t")).advance(HALF_AN_HOUR);
            assertThat(kept(rig)).isEmpty();
        }
    }

    @Test
    void a_launch_that_was_refused_is_kept_as_one_that_found_no_room() {
        MasterRig rig = master();
        var offer = rig.oneOffer("f");
        rig.launch("f", offer.getId().getValue(), 0, Messages.task("t", offer, 1, 128));
        LaunchedTask task = rig.take("f", Output.Launch.class).get(0).launch().task();
        rig.of(
                        "f",
                        new Input.LaunchAnswered(
                                task.launch(), new LaunchOutcome.Refused(LaunchOutcome.Refusal.RESOURCES, "full")))
                .advance(HALF_AN_HOUR);
        assertThat(kept(rig)).singleElement().satisfies(keep -> {
            assertThat(keep.end().task()).isEqualTo(new TaskId("t"));
            assertThat(keep.end().how().message()).isEqualTo("full");
        });
    }

    @Test
    void alarms_of_ends_that_are_acknowledged_are_dropped() {
        MasterRig rig = master();
        rig.exit("f", run(rig, "stays")).updates("f");
        int alarms = rig.state().timers().size();
        for (int i = 0; i < MachineTimers.FEW + MachineTimers.FEW / 2; i++) {
            rig.exit("f", run(rig, "t" + i));
            acknowledge(rig, "t" + i);
            rig.forget();
        }
        assertThat(rig.state().timers().size()).isBetween(alarms, MachineTimers.FEW + 10);
        rig.advance(HALF_AN_HOUR);
        assertThat(kept(rig))
                .singleElement()
                .satisfies(keep -> assertThat(keep.end().task()).isEqualTo(new TaskId("stays")));
    }
}
