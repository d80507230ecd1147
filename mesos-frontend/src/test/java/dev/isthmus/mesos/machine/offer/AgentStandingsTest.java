package dev.isthmus.mesos.machine.offer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.MasterRig;
import dev.isthmus.mesos.messages.Protos.Offer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of agents to people who ask why a framework waits. */
class AgentStandingsTest {

    private final MasterRig rig = new MasterRig().see(Messages.agent("a1")).complete();

    private List<String> standings(String framework) {
        return rig.machine().standings(new FrameworkId(framework)).stream()
                .map(standing -> standing.role() + " " + standing.rule())
                .toList();
    }

    @Test
    void what_a_framework_is_offered_in_another_role_of_its_own_is_not_offered_to_others() {
        Offer offer =
                rig.subscribe("f", Messages.multiRole(List.of("dev", "prod"))).oneOffer("f");
        String other = offer.getAllocationInfo().getRole().equals("dev") ? "prod" : "dev";
        assertThat(standings("f"))
                .containsExactlyInAnyOrder(offer.getAllocationInfo().getRole() + " OFFERED", other + " NOTHING_FREE");
        rig.subscribe("g", Messages.framework());
        assertThat(standings("g")).containsExactly("* OFFERED_TO_OTHERS");
    }
}
