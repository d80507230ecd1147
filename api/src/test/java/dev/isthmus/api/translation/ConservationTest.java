package dev.isthmus.api.translation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.discovery.ProviderSource;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.api.settings.Settings;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** TR-08, conservation, through translators that round as the bundled ones do. */
class ConservationTest {

    private static final TranslationContext CONTEXT = TranslationContext.of(Settings.none());

    private final TranslatorTable table = TranslatorTable.load(
            ProviderSource.of(new FlooringCpu(), new CountedGpus(), new UncountedDisk(), new PlainPorts()),
            Dialect.ECS,
            Settings.none());

    @Test
    void required_TR08_a_hundred_tasks_of_a_tenth_of_a_tenth_fill_one_cpu() {
        Agent agent = agent("CPU:1024");
        List<Holding> hundred =
                IntStream.range(0, 100).mapToObj(i -> holding(i, "cpus:0.01")).toList();

        assertThat(offerable(agent, hundred)).isEqualTo(mesos("disk:1024"));
        assertThat(offerable(agent, hundred.subList(0, 99))).isEqualTo(mesos("cpus:0.01; disk:1024"));
    }

    @Test
    void required_TR08_holdings_that_free_accounts_for_are_not_taken_twice() {
        Holding held = holding(1, "cpus:0.5");
        Agent agent = agent("CPU:1024").toBuilder()
                .free(ecs("CPU:512"))
                .holdings(List.of(held))
                .build();

        assertThat(offerable(agent, List.of(held))).isEqualTo(mesos("cpus:0.5; disk:1024"));
        assertThat(offerable(agent, List.of(held, holding(2, "cpus:0.25")))).isEqualTo(mesos("cpus:0.25; disk:1024"));
        assertThat(offerable(agent.toBuilder().holdings(List.of()).build(), List.of(held)))
                .as("the same launch, not yet accounted for, is deducted from what is free")
                .isEqualTo(mesos("disk:1024"));
    }

    @Test
    void required_TR08_what_the_backend_does_not_count_is_kept_by_the_demands_alone() {
        Agent agent = agent("CPU:1024").toBuilder()
                .holdings(List.of(holding(1, "disk:256")))
                .build();

        assertThat(offerable(agent, List.of(holding(2, "disk:300")))).isEqualTo(mesos("cpus:1; disk:468"));
    }

    @Test
    void required_TR08_ports_are_offered_where_both_bounds_agree() {
        Agent agent =
                agent("PORTS:[1-10]").toBuilder().free(ecs("PORTS:[1-4, 6-20]")).build();

        assertThat(offerable(agent, List.of(holding(1, "ports:[2-3, 9-9]"))))
                .isEqualTo(mesos("disk:1024; ports:[1-1, 4-4, 6-8, 10-10]"));
    }

    @Test
    void required_TR08_a_count_takes_items_whichever_they_are() {
        Agent agent = agent("GPU:{a, b, c}");

        assertThat(offerable(agent, List.of(holding(1, "gpus:2")))).isEqualTo(mesos("disk:1024; gpus:1"));
    }

    @Test
    void required_TR08_amounts_that_do_not_fit_each_other_are_not_offered_and_said_so() {
        TranslatorTable.Offered offered = table.offerable(
                agent("CPU:1024; GPU:2; PORTS:[1-2]"),
                List.of(holding(1, "cpus:[1-2]; ports:1"), holding(2, "widgets:1")),
                CONTEXT);

        assertThat(offered.resources()).isEqualTo(mesos("disk:1024; gpus:2"));
        assertThat(offered.refusals())
                .anySatisfy(refusal ->
                        assertThat(refusal).startsWith("cpus is not offered: ").contains("[1-2]"))
                .anySatisfy(refusal -> assertThat(refusal).startsWith("ports is not offered: "))
                .anySatisfy(refusal -> assertThat(refusal).startsWith("widgets is not offered: "));
    }

    @Test
    void required_TR08_an_agent_of_another_dialect_is_offered_nothing_of() {
        Agent agent = Agent.builder(new AgentId("a1"), ResourcesText.parse(new Dialect("nomad"), "CPU:1024"))
                .build();

        TranslatorTable.Offered offered = table.offerable(agent, List.of(), CONTEXT);

        assertThat(offered.resources()).isEqualTo(mesos(""));
        assertThat(offered.refusals()).singleElement().asString().contains("a1", "nomad", "ecs");
    }

    private Resources offerable(Agent agent, List<Holding> live) {
        TranslatorTable.Offered offered = table.offerable(agent, live, CONTEXT);
        assertThat(offered.refusals()).isEmpty();
        return offered.resources();
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
