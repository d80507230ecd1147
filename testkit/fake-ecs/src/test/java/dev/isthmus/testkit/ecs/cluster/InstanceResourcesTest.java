package dev.isthmus.testkit.ecs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Resource;

/** What an instance gives, refuses, and takes back once. */
class InstanceResourcesTest {
    private static final Set<Integer> NONE = Set.of();

    private final InstanceResources resources = new InstanceResources(
            InstanceSpec.of(1000, 2000).withGpus(2).withReservedPorts(Set.of(22), Set.of(53)), "i-1");

    private static Demand demand(int cpu, int memory) {
        return new Demand(cpu, memory, NONE, NONE, 0, 0, 0);
    }

    private static Demand ports(Set<Integer> tcp, Set<Integer> udp, int dynamic) {
        return new Demand(0, 0, tcp, udp, dynamic, 0, 0);
    }

    private static Set<Integer> range(int from, int count) {
        return IntStream.range(from, from + count).boxed().collect(Collectors.toCollection(TreeSet::new));
    }

    private Resource remaining(String name) {
        return resources.remaining().stream()
                .filter(resource -> resource.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void exactly_what_is_free_fits() {
        assertThat(resources.lacking(demand(1000, 2000))).isNull();
        assertThat(resources.lacking(demand(1001, 0))).isEqualTo("CPU");
        assertThat(resources.lacking(demand(0, 2001))).isEqualTo("MEMORY");
        resources.take("a", demand(400, 500));
        assertThat(resources.freeCpu()).isEqualTo(600);
        assertThat(resources.freeMemory()).isEqualTo(1500);
        assertThat(resources.lacking(demand(600, 1500))).isNull();
        assertThat(resources.lacking(demand(601, 0))).isEqualTo("CPU");
        assertThat(resources.lacking(demand(0, 1501))).isEqualTo("MEMORY");
    }

    @Test
    void gpus_and_interfaces_are_counted() {
        Demand all = new Demand(0, 0, NONE, NONE, 0, 2, 2);
        assertThat(resources.lacking(all)).isNull();
        assertThat(resources.take("a", all).gpus()).containsExactly("GPU-i-1-0", "GPU-i-1-1");
        assertThat(resources.lacking(new Demand(0, 0, NONE, NONE, 0, 1, 0))).isEqualTo("GPU");
        assertThat(resources.lacking(new Demand(0, 0, NONE, NONE, 0, 0, 1))).isEqualTo("ENI");
        assertThat(remaining("GPU").stringSetValue()).isEmpty();
        resources.giveBack("a");
        assertThat(resources.lacking(all)).isNull();
        assertThat(remaining("GPU").stringSetValue()).containsExactly("GPU-i-1-0", "GPU-i-1-1");
    }

    @Test
    void a_port_is_taken_by_protocol() {
        assertThat(resources.lacking(ports(Set.of(22), NONE, 0))).isEqualTo("PORTS");
        assertThat(resources.lacking(ports(NONE, Set.of(22), 0))).isNull();
        assertThat(resources.lacking(ports(NONE, Set.of(53), 0))).isEqualTo("PORTS");
        resources.take("a", ports(Set.of(80), Set.of(81), 0));
        assertThat(remaining("PORTS").stringSetValue()).containsExactly("22", "80");
        assertThat(remaining("PORTS_UDP").stringSetValue()).containsExactly("53", "81");
        assertThat(resources.lacking(ports(Set.of(80), NONE, 0))).isEqualTo("PORTS");
        assertThat(resources.lacking(ports(NONE, Set.of(80), 0))).isNull();
        assertThat(resources.lacking(ports(NONE, Set.of(81), 0))).isEqualTo("PORTS");
        resources.giveBack("a");
        assertThat(remaining("PORTS").stringSetValue()).containsExactly("22");
        assertThat(remaining("PORTS_UDP").stringSetValue()).containsExactly("53");
    }

    @Test
    void a_hundred_static_ports_are_the_ceiling_of_both_protocols_together() {
        assertThat(resources.lacking(ports(range(1000, 49), range(2000, 49), 0)))
                .isNull();
        assertThat(resources.lacking(ports(range(1000, 50), range(2000, 49), 0)))
                .isEqualTo("PORTS");
        resources.take("a", ports(range(1000, 49), range(2000, 49), 0));
        assertThat(resources.lacking(ports(Set.of(3000), NONE, 0))).isEqualTo("PORTS");
        assertThat(resources.lacking(ports(NONE, NONE, 3)))
                .as("dynamic ones do not count")
                .isNull();
        assertThat(resources.lacking(demand(1, 1))).isNull();
    }

    @Test
    void dynamic_ports_are_distinct_and_pass_over_static_ones() {
        resources.take("static", ports(Set.of(49153), Set.of(49155), 0));
        assertThat(resources.take("a", ports(NONE, NONE, 2)).dynamicPorts()).containsExactly(49154, 49156);
        assertThat(resources.lacking(ports(Set.of(49154), NONE, 0))).isEqualTo("PORTS");
        assertThat(resources.lacking(ports(NONE, Set.of(49156), 0))).isEqualTo("PORTS");
        assertThat(remaining("PORTS").stringSetValue()).containsExactly("22", "49153");
        resources.giveBack("a");
        assertThat(resources.take("b", ports(NONE, NONE, 1)).dynamicPorts())
                .as("one that was just given back is not the next")
                .containsExactly(49157);
    }

    @Test
    void the_dynamic_ports_of_the_range_can_be_used_up() {
        int all = 65535 - 49153 + 1;
        assertThat(resources.lacking(ports(NONE, NONE, all))).isNull();
        assertThat(resources.lacking(ports(NONE, NONE, all + 1))).isEqualTo("PORTS");
        assertThat(resources.lacking(ports(Set.of(49153), Set.of(49153, 49152), all - 1)))
                .isNull();
        assertThat(resources.lacking(ports(Set.of(49153), Set.of(49153, 49152), all)))
                .as("those that the task names itself are not left")
                .isEqualTo("PORTS");
        List<Integer> given = resources.take("a", ports(NONE, NONE, all - 1)).dynamicPorts();
        assertThat(given).doesNotHaveDuplicates().hasSize(all - 1);
        assertThat(resources.lacking(ports(NONE, NONE, 1))).isNull();
        assertThat(resources.take("b", ports(NONE, NONE, 1)).dynamicPorts()).containsExactly(65535);
        assertThat(resources.lacking(ports(NONE, NONE, 1))).isEqualTo("PORTS");
        resources.giveBack("a");
        assertThat(resources.take("c", ports(NONE, NONE, 1)).dynamicPorts())
                .as("round the range again")
                .containsExactly(49153);
    }

    @Test
    void what_is_given_back_twice_comes_back_once() {
        resources.take("a", new Demand(400, 500, Set.of(80), NONE, 1, 1, 1));
        resources.take("b", new Demand(100, 100, NONE, NONE, 0, 0, 1));
        resources.giveBack("a");
        resources.giveBack("a");
        resources.giveBack("nobody");
        assertThat(resources.freeCpu()).isEqualTo(900);
        assertThat(resources.freeMemory()).isEqualTo(1900);
        resources.giveBack("b");
        assertThat(resources.remaining()).isEqualTo(resources.registered());
    }

    @Test
    void what_is_registered_stays_as_it_is() {
        List<Resource> before = resources.registered();
        resources.take("a", new Demand(400, 500, Set.of(80), NONE, 1, 1, 1));
        assertThat(resources.registered()).isEqualTo(before);
        assertThat(before).extracting(Resource::name).containsExactly("CPU", "MEMORY", "PORTS", "PORTS_UDP", "GPU");
        assertThat(new InstanceResources(InstanceSpec.of(1, 1), "i").registered())
                .extracting(Resource::name)
                .doesNotContain("GPU");
    }
}
