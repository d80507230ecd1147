package dev.isthmus.mesos.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.state.KnownAgent;
import dev.isthmus.mesos.messages.Protos.Offer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which agents the next allocation run has to look at. */
class MarkedAgentsTest {

    private final MachineRig rig = new MachineRig(Messages.framework());

    private List<KnownAgent> marked() {
        return rig.state().agents().takeMarked();
    }

    @Test
    void one_that_is_offered_whole_or_refused_whole_is_not_looked_at_again() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        assertThat(marked()).isEmpty();
        rig.decline(offer, 5);
        assertThat(marked()).isEmpty();
    }

    @Test
    void one_that_is_declined_for_no_time_is() {
        rig.start(Messages.agent("a1"));
        rig.decline(rig.oneOffer(), 0);
        assertThat(marked()).hasSize(1);
    }

    @Test
    void one_whose_filter_ends_is() {
        rig.start(Messages.agent("a1"));
        rig.decline(rig.oneOffer(), 5);
        assertThat(rig.advance(Duration.ofSeconds(4)).offers()).isEmpty();
        assertThat(rig.advance(Duration.ofSeconds(2)).offers()).hasSize(1);
    }
}
