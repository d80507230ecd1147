package dev.isthmus.testkit.framework;

import static dev.isthmus.testkit.framework.expect.Expect.launched;
import static dev.isthmus.testkit.framework.send.Send.agent;
import static dev.isthmus.testkit.framework.send.Send.offer;
import static dev.isthmus.testkit.framework.send.Send.registered;
import static dev.isthmus.testkit.framework.send.Send.status;
import static org.apache.mesos.Protos.TaskState.TASK_FINISHED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.testkit.framework.history.ImpossibleStepException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.Resource;
import org.apache.mesos.Protos.TaskInfo;
import org.apache.mesos.Protos.Value;
import org.junit.jupiter.api.Test;

/** Resources of one's own in a script: a scalar, ranges and a set, offered, launched, held and given back. */
class CustomResourcesTest {

    private final Puppet puppet = new Puppet();
    private final List<Offer> offered = new ArrayList<>();
    private final FrameworkScript script =
            FrameworkScript.of(puppet, Puppet.framework()).counting("network_bandwidth", "neuron", "vlans");

    @Test
    void a_scalar_ranges_and_a_set_are_offered_and_held_while_the_task_lives() {
        puppet.onOffer = (driver, offer) -> {
            offered.add(offer);
            if (offered.size() == 1) {
                driver.launchTasks(List.of(offer.getId()), List.of(greedy(offer)));
            } else {
                driver.declineOffer(offer.getId());
            }
        };
        script.send(agent("a")
                        .cpus(4)
                        .mem(1024)
                        .scalar("network_bandwidth", 10)
                        .set("neuron", "n0", "n1")
                        .ranges("vlans", 100, 109))
                .send(registered())
                .expect(launched("t")
                        .scalar("network_bandwidth", 2.5)
                        .set("neuron", "n1")
                        .ranges("vlans", 100, 101));
        assertThat(text(offered.get(0))).containsExactly("network_bandwidth 10.0", "neuron [n0, n1]", "vlans 100-109");

        script.advance(Duration.ofSeconds(10));
        assertThat(text(offered.get(1))).containsExactly("network_bandwidth 7.5", "neuron [n0]", "vlans 102-109");

        script.send(status("t", TASK_FINISHED)).advance(Duration.ofSeconds(10));
        assertThat(text(offered.get(offered.size() - 1)))
                .containsExactly("network_bandwidth 10.0", "neuron [n0, n1]", "vlans 100-109");
        script.end();
    }

    @Test
    void an_offer_of_exactly_so_much_is_made() {
        puppet.onOffer = (driver, offer) -> offered.add(offer);
        script.send(agent("a").cpus(4).mem(1024).scalar("network_bandwidth", 10).set("neuron", "n0", "n1"))
                .send(registered())
                .send(offer("b").cpus(1).mem(64).scalar("network_bandwidth", 1).set("neuron", "n7"));

        Offer exact = offered.stream()
                .filter(one -> one.getSlaveId().getValue().equals("b"))
                .findFirst()
                .orElseThrow();
        assertThat(text(exact)).containsExactly("network_bandwidth 1.0", "neuron [n7]");
    }

    @Test
    void what_nobody_counts_is_a_step_that_cannot_be() {
        assertThatThrownBy(() -> script.send(agent("a").cpus(1).mem(64).set("fpga", "f0")))
                .isInstanceOf(ImpossibleStepException.class)
                .hasMessageContaining("nobody offers 'fpga'")
                .hasMessageContaining("counting(\"fpga\")");
    }

    private static TaskInfo greedy(Offer offer) {
        return Puppet.task(offer, "t", 1, 64).toBuilder()
                .addResources(Puppet.scalar("network_bandwidth", 2.5))
                .addResources(Resource.newBuilder()
                        .setName("neuron")
                        .setType(Value.Type.SET)
                        .setSet(Value.Set.newBuilder().addItem("n1")))
                .addResources(Resource.newBuilder()
                        .setName("vlans")
                        .setType(Value.Type.RANGES)
                        .setRanges(Value.Ranges.newBuilder()
                                .addRange(Value.Range.newBuilder().setBegin(100).setEnd(101))))
                .build();
    }

    private static List<String> text(Offer offer) {
        return offer.getResourcesList().stream()
                .filter(one -> !List.of("cpus", "mem").contains(one.getName()))
                .map(one -> one.getName() + " "
                        + (one.getType() == Value.Type.SCALAR
                                ? String.valueOf(one.getScalar().getValue())
                                : one.getType() == Value.Type.SET
                                        ? String.valueOf(one.getSet().getItemList())
                                        : one.getRanges().getRange(0).getBegin() + "-"
                                                + one.getRanges().getRange(0).getEnd()))
                .sorted()
                .toList();
    }
}
