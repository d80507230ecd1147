package dev.isthmus.mesos.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.launch.TaskPhase.Ended;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.framework.Framework;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.mesos.status.TerminalStatus.Circumstances;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever tells an end again, of which it knows no more than what was kept, comes to the status that was told. */
class RetoldEndsTest {

    private static final Circumstances NOTHING_KNOWN = new Circumstances(false, Optional.empty(), false);

    private static final List<Framework> FRAMEWORKS = List.of(
            Framework.of(Messages.framework(), new FrameworkId("f")),
            Framework.of(
                    Messages.framework().toBuilder()
                            .addCapabilities(Capability.newBuilder().setType(Capability.Type.PARTITION_AWARE))
                            .build(),
                    new FrameworkId("f")));

    @ParameterizedTest
    @EnumSource(Ending.class)
    void whatever_was_known_of_its_kill(Ending ending) {
        for (boolean killed : new boolean[] {false, true}) {
            for (boolean ran : new boolean[] {false, true}) {
                Circumstances own = new Circumstances(killed, Optional.of(StopCause.KILLED), false);
                Ended ended = new Ended(ending, OptionalInt.empty(), ran, "so it was", ": printed");
                for (Framework framework : FRAMEWORKS) {
                    assertThat(TerminalStatus.of(
                                    TerminalStatus.withoutCircumstances(ended, own), NOTHING_KNOWN, framework))
                            .isEqualTo(TerminalStatus.of(ended, own, framework));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Refusal.class)
    void a_refused_launch_unless_the_master_tells_it_once(Refusal refusal) {
        for (boolean killed : new boolean[] {false, true}) {
            Optional<Ended> kept = TerminalStatus.ending(refusal, "no", killed);
            for (Framework framework : FRAMEWORKS) {
                TerminalStatus told = TerminalStatus.of(refusal, "no", killed, framework);
                assertThat(kept.isPresent()).isEqualTo(told.isReliable());
                kept.map(how -> TerminalStatus.of(how, NOTHING_KNOWN, framework))
                        .filter(again -> killed || refusal != Refusal.AGENT_DRAINING)
                        .ifPresent(again -> assertThat(again).isEqualTo(told));
            }
        }
    }

    @Test
    void one_that_an_agent_refused_as_it_drains_has_the_same_state() {
        for (Framework framework : FRAMEWORKS) {
            TerminalStatus again = TerminalStatus.of(
                    TerminalStatus.ending(Refusal.AGENT_DRAINING, "no", false).orElseThrow(), NOTHING_KNOWN, framework);
            TerminalStatus told = TerminalStatus.of(Refusal.AGENT_DRAINING, "no", false, framework);
            assertThat(again.state()).isEqualTo(told.state());
            assertThat(told.reason()).contains(Reason.REASON_SLAVE_DRAINING);
        }
    }
}
