package dev.isthmus.api.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.discovery.ProviderSelectionException;
import dev.isthmus.api.discovery.ProviderSource;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.api.settings.Settings;
import org.junit.jupiter.api.Test;

/** R-RT-01 and R-RT-04: which translators are in force, and what becomes of what none of them translates. */
class TranslatorTableTest {

    private static final TranslationContext CONTEXT = TranslationContext.of(Settings.none());

    @Test
    void required_RT01_the_highest_priority_of_each_resource_is_in_force() {
        StubTranslator custom = new StubTranslator("custom", 10, ResourceName.CPUS, ResourceName.ECS_CPU);
        TranslatorTable table = table(new FlooringCpu(), new PlainPorts(), custom);

        assertThat(table.translators()).extracting(ResourceTranslator::name).containsExactly("custom", "ports");
    }

    @Test
    void required_RT01_two_of_one_resource_and_priority_are_an_error_that_names_both() {
        StubTranslator twin = new StubTranslator("twin", 0, ResourceName.CPUS, ResourceName.ECS_CPU);

        assertThatThrownBy(() -> table(new FlooringCpu(), twin, new PlainPorts()))
                .isInstanceOf(ProviderSelectionException.class)
                .hasMessageStartingWith("more than one translator of cpus to ecs has the highest priority; candidates:")
                .hasMessageContainingAll("cpu (priority 0", "twin (priority 0", "Give one of them a higher priority");
    }

    @Test
    void required_RT01_translators_to_other_backends_do_not_count() {
        ResourceTranslator foreign = new StubTranslator("foreign", 99, ResourceName.CPUS, ResourceName.ECS_CPU) {
            @Override
            public Dialect backend() {
                return new Dialect("nomad");
            }
        };
        assertThat(table(new FlooringCpu(), foreign).translators())
                .extracting(ResourceTranslator::name)
                .containsExactly("cpu");
    }

    @Test
    void a_resource_that_nobody_translates_is_refused_by_name_when_asked_for() {
        Translation<Taken> taken = table(new FlooringCpu()).take(mesos("cpus:1; widgets:2"), CONTEXT);

        assertThat(taken)
                .isInstanceOfSatisfying(
                        Translation.Refused.class,
                        refused -> assertThat(refused.message())
                                .contains(
                                        "resource 'widgets' has no translator to ecs",
                                        "put a ResourceTranslator",
                                        "[cpus]"));
    }

    @Test
    void a_resource_that_nobody_translates_is_passed_over_when_present_and_told() {
        TranslatorTable table = table(new FlooringCpu());
        Resources free = ecs("CPU:1024; NEURON_CORES:{0, 1}");

        assertThat(table.offer(free, CONTEXT).resources()).isEqualTo(mesos("cpus:1"));
        assertThat(table.untranslated(free)).containsExactly(new ResourceName("NEURON_CORES"));
        assertThat(table.untranslated(ecs("CPU:1"))).isEmpty();
    }

    @Test
    void what_is_taken_is_the_sum_of_what_each_translator_takes() {
        assertThat(table(new FlooringCpu(), new PlainPorts(), new UncountedDisk())
                        .take(mesos("cpus:0.5; ports:[1-2]; disk:9"), CONTEXT))
                .isEqualTo(Translation.of(Taken.of(ecs("CPU:512; PORTS:[1-2]"))));
        assertThat(table().take(mesos(""), CONTEXT)).isEqualTo(Translation.of(Taken.nothing(Dialect.ECS)));
    }

    @Test
    void one_refusal_refuses_the_demand() {
        assertThat(table(new FlooringCpu(), new PlainPorts()).take(mesos("cpus:[1-2]; ports:[1-2]"), CONTEXT))
                .isEqualTo(Translation.refused("cpus [1-2] is a ranges: want a scalar"));
    }

    @Test
    void required_RT04_a_translator_that_throws_fails_its_own_translation_by_name() {
        ResourceTranslator throwing = new StubTranslator("moody", 0, ResourceName.MEM, ResourceName.ECS_MEMORY) {
            @Override
            public Translation<Quantity> offer(Resources free, TranslationContext context) {
                throw new IllegalStateException("not today");
            }

            @Override
            public Translation<Taken> take(Quantity demand, TranslationContext context) {
                throw new NoSuchMethodError("gone");
            }
        };
        TranslatorTable table = table(new FlooringCpu(), throwing);

        TranslatorTable.Offered offered = table.offer(ecs("CPU:1024; MEMORY:5"), CONTEXT);
        assertThat(offered.resources()).isEqualTo(mesos("cpus:1"));
        assertThat(offered.refusals())
                .singleElement()
                .asString()
                .contains(
                        "mem is not offered",
                        "'moody'",
                        "not today",
                        throwing.getClass().getName());
        assertThat(table.take(mesos("mem:1"), CONTEXT))
                .isInstanceOfSatisfying(
                        Translation.Refused.class,
                        refused -> assertThat(refused.message()).contains("'moody'", "gone"));
    }

    private static TranslatorTable table(ResourceTranslator... translators) {
        return TranslatorTable.load(ProviderSource.of(translators), Dialect.ECS, Settings.none());
    }

    private static Resources ecs(String text) {
        return ResourcesText.parse(Dialect.ECS, text);
    }

    private static Resources mesos(String text) {
        return ResourcesText.parse(Dialect.MESOS, text);
    }
}
