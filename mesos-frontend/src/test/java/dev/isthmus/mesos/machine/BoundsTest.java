package dev.isthmus.mesos.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.options.Policy;
import dev.isthmus.mesos.machine.state.MachineTimers;
import dev.isthmus.mesos.machine.state.Outbox;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.DurationInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a driver remembers does not grow for as long as it lives. */
class BoundsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void what_was_said_once_is_forgotten_in_the_end_and_what_is_said_often_is_not() {
        MachineRig rig = new MachineRig(Messages.framework());
        rig.start();
        for (int i = 0; i < 2 * Outbox.SAID_REMEMBERED; i++) {
            rig.feed(new Call.Message("e", "often")).feed(new Call.Message("e", "a" + i));
        }
        assertThat(saidOf(rig, "often")).isEqualTo(1);
        rig.feed(new Call.Message("e", "a0"));
        assertThat(saidOf(rig, "a0")).as("it was said long ago").isEqualTo(1);
        rig.feed(new Call.Message("e", "a0"));
        assertThat(saidOf(rig, "a0")).isZero();
    }

    private static long saidOf(MachineRig rig, String agent) {
        return rig.outputs(Output.Note.class).stream()
                .filter(note -> note.text().contains(" on agent " + agent + " "))
                .count();
    }

    @Test
    void alarms_of_offers_that_are_no_more_are_dropped() {
        MachineRig rig = new MachineRig(Messages.framework(), true, List.of(), Optional.of(Duration.ofHours(24)));
        rig.start(Messages.agent("a1"));
        for (int i = 0; i < 3 * MachineTimers.FEW; i++) {
            rig.decline(rig.oneOffer(), 0).advance(SECOND);
        }
        assertThat(rig.state().timers().size()).isLessThan(MachineTimers.FEW + 10);
        rig.forget();
        rig.advance(Duration.ofHours(24));
        assertThat(rig.rescinded()).as("the one that stands has its alarm").isNotEmpty();
    }

    @Test
    void alarms_of_tasks_that_have_ended_are_dropped_and_those_of_others_are_not() {
        MachineRig rig = MachineRig.with(
                new Policy(
                        true,
                        true,
                        false,
                        Policy.DEFAULT.agentTimeout(),
                        Optional.of(Duration.ofDays(2)),
                        Optional.empty(),
                        Policy.DEFAULT.stopDrain()),
                Messages.framework());
        rig.start(Messages.agent("a1"));
        LaunchedTask stays = launch(rig, "stays");
        for (int i = 0; i < MachineTimers.FEW; i++) {
            LaunchedTask task = launch(rig, "t" + i);
            rig.running(task).exit(task, 0);
        }
        assertThat(rig.state().timers().size()).isLessThan(MachineTimers.FEW + 10);
        rig.forget();
        rig.running(stays).advance(Duration.ofDays(1).plus(SECOND));
        assertThat(rig.stops()).extracting(Output.Stop::launch).containsExactly(stays.launch());
    }

    private static LaunchedTask launch(MachineRig rig, String id) {
        List<Offer> offers = rig.advance(SECOND).offers();
        Offer offer = offers.get(offers.size() - 1);
        rig.launch(
                List.of(offer.getId().getValue()),
                0,
                Messages.task(id, offer, 0.1, 32).toBuilder()
                        .setMaxCompletionTime(DurationInfo.newBuilder()
                                .setNanoseconds(Duration.ofDays(1).toNanos()))
                        .build());
        LaunchedTask task = rig.lastLaunched();
        rig.launched(task);
        return task;
    }
}
