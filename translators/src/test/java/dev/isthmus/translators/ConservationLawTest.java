package dev.isthmus.translators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.discovery.ProviderSource;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.PortRange;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslationContext;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.testkit.contract.law.ConservationLaw;
import dev.isthmus.testkit.contract.law.PortLaws;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** TR-08 finds out allocators that promise twice; what {@link TranslatorTable#offerable} offers instead keeps it. */
class ConservationLawTest {

    private static final TranslationContext CONTEXT = TranslationContext.of(Settings.none());

    private final TranslatorTable table = TranslatorTable.load(
            ProviderSource.of(new CpuTranslator(), new PortsTranslator(), new DiskTranslator()),
            Dialect.ECS,
            Settings.none());

    @Test
    void required_TR08_an_allocator_that_trusts_the_backends_count_is_found_out() {
        List<Holding> hundred =
                IntStream.range(0, 100).mapToObj(i -> holding(i, "cpus:0.01")).toList();
        Agent counted = agent("CPU:1024").toBuilder()
                .free(ecs("CPU:24"))
                .holdings(hundred)
                .build();

        Resources whatTheBackendHasLeft = table.offer(counted.free(), CONTEXT).resources();

        assertThat(law(counted, List.of(), whatTheBackendHasLeft))
                .get()
                .asString()
                .startsWith("TR-08 conservation: cpus:0.023 is offered, but with the 100 launches on the agent")
                .endsWith("that is more than the 1 it has");
        assertThat(law(counted, List.of(), offerable(counted, List.of()))).isEmpty();
    }

    @Test
    void required_TR08_an_allocator_that_forgets_what_is_in_flight_is_found_out() {
        Agent shared = agent("CPU:2048").toBuilder().free(ecs("CPU:1024")).build();
        List<Holding> inFlight = List.of(holding(1, "cpus:0.75"));

        assertThat(law(shared, inFlight, mesos("cpus:1")))
                .contains("TR-08 conservation: cpus:1 is offered, but the offer for what is free once all launches are"
                        + " accounted for is cpus:0.25");
        assertThat(law(shared, inFlight, offerable(shared, inFlight))).isEmpty();
    }

    @Test
    void required_TR08_an_allocator_that_offers_a_held_port_is_found_out() {
        Agent agent = agent("PORTS:[0-65535]; PORTS_UDP:[0-65535]");
        List<Holding> live = List.of(holding(1, "ports:[31000-31001]"));

        assertThat(law(agent, live, mesos("ports:[31001-31005]")))
                .get()
                .asString()
                .startsWith("TR-08 conservation: ports:[31001-31005] is offered");
        assertThat(law(agent, live, offerable(agent, live))).isEmpty();
    }

    @Test
    void required_TR08_an_allocator_that_offers_disk_twice_is_found_out() {
        Agent agent = agent("CPU:1024");
        List<Holding> live = List.of(holding(1, "disk:10000"), holding(2, "disk:200"));

        assertThat(law(agent, live, mesos("disk:10240"))).get().asString().contains("with the 2 launches on the agent");
        assertThat(law(agent, live, offerable(agent, live))).isEmpty();
        assertThat(offerable(agent, live)).isEqualTo(mesos("cpus:1; disk:40"));
    }

    @Test
    void required_TR06_ranges_out_of_order_are_found_out() {
        assertThat(PortLaws.normalised(List.of(new PortRange(5, 6), new PortRange(1, 2))))
                .contains("TR-06 ports: ranges 5-6 and 1-2 are not sorted, disjoint and coalesced");
        assertThat(PortLaws.normalised(List.of(new PortRange(1, 4), new PortRange(4, 6))))
                .isPresent();
        assertThat(PortLaws.normalised(List.of(new PortRange(1, 4), new PortRange(5, 6))))
                .isPresent();
        assertThat(PortLaws.normalised(List.of(new PortRange(1, 4), new PortRange(6, 6))))
                .isEmpty();
    }

    private Optional<String> law(Agent agent, List<Holding> live, Resources offered) {
        return ConservationLaw.conserved(table, CONTEXT, agent, live, offered);
    }

    private Resources offerable(Agent agent, List<Holding> live) {
        return table.offerable(agent, live, CONTEXT).resources();
    }

    private static Agent agent(String total) {
        return Agent.builder(new AgentId("a1"), ecs(total)).build();
    }

    private static Holding holding(int number, String demand) {
        return new Holding(new LaunchId(String.format(Locale.ROOT, "%032x", number)), mesos(demand));
    }

    private static Resources ecs(String text) {
        return ResourcesText.parse(Dialect.ECS, text);
    }

    private static Resources mesos(String text) {
        return ResourcesText.parse(Dialect.MESOS, text);
    }
}
