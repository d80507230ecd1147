package dev.isthmus.translators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.api.translation.Translation;
import dev.isthmus.api.translation.TranslationContext;
import dev.isthmus.api.translation.TranslatorTable;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers that the guide names, as they come out of the table of all bundled translators. */
class BundledTranslatorsTest {

    private final TranslatorTable table = TranslatorTable.load(Discovery.installed(), Dialect.ECS, Settings.none());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CPU:1024             | cpus:1; disk:10240",
                "CPU:128              | cpus:0.125; disk:10240",
                "CPU:1                | disk:10240",
                "CPU:2                | cpus:0.001; disk:10240",
                "CPU:2147483647       | cpus:2097151.999; disk:10240",
                "MEMORY:3885          | mem:3885; disk:10240",
                "GPU:2                | gpus:2; disk:10240",
                "GPU:{a, b, c}        | gpus:3; disk:10240",
                "PORTS:[0-65535]      | disk:10240",
                "PORTS:[0-65535]; PORTS_UDP:[0-65535]                   | ports:[31000-31099]; disk:10240",
                "PORTS:[0-21, 23-65535]; PORTS_UDP:[0-65535]            | ports:[31000-31098]; disk:10240",
                "PORTS:[0-31000, 31002-65535]; PORTS_UDP:[0-31001, 31003-65535] |"
                        + " ports:[31000-31000, 31003-31099]; disk:10240",
                "PORTS:[100-65535]; PORTS_UDP:[0-65535]                 | disk:10240",
                "NEURON_CORES:{0}     | disk:10240"
            })
    void whatIsFreeIsOffered(String free, String offered) {
        TranslatorTable.Offered answer = table.offer(ecs(free), TranslationContext.of(Settings.none()));

        assertThat(answer.resources()).isEqualTo(mesos(offered));
        assertThat(answer.refusals()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cpus:0.333     | CPU:340      | ''",
                "cpus:0.334     | CPU:342      | ''",
                "mem:100        | MEMORY:100   | ''",
                "mem:100.5      | MEMORY:100   | MEMORY:101",
                "mem:0.5        | ''           | MEMORY:1",
                "ports:[80-81]  | PORTS:[80-81]| ''",
                "gpus:2         | GPU:2        | ''",
                "disk:256       | ''           | ''"
            })
    void what_is_asked_for_is_taken(String demand, String accounted, String limits) {
        assertThat(table.take(mesos(demand), TranslationContext.of(Settings.none())))
                .isEqualTo(Translation.of(new Taken(ecs(accounted), ecs(limits))));
    }

    @Test
    void what_may_be_exceeded_is_accounted_as_asked_for_and_limited_as_the_limit_is() {
        TranslationContext context = TranslationContext.of(Settings.none());
        assertThat(table.take(
                        mesos("cpus:0.5; mem:100.5; ports:[80-81]"), mesos("cpus:1; mem:200.5"), Set.of(), context))
                .isEqualTo(Translation.of(
                        new Taken(ecs("CPU:512; MEMORY:100; PORTS:[80-81]"), ecs("CPU:1024; MEMORY:201"))));
        assertThat(table.take(mesos("mem:100.5"), mesos(""), Set.of(), context))
                .as("without limits it is as ever")
                .isEqualTo(table.take(mesos("mem:100.5"), context));
        assertThat(table.take(mesos("mem:100.5"), mesos(""), Set.of(ResourceName.MEM), context))
                .isEqualTo(Translation.of(
                        new Taken(ecs("MEMORY:100"), ecs("MEMORY:101"), Set.of(ResourceName.ECS_MEMORY))));
        assertThat(table.take(mesos("mem:100"), mesos("mem:3000000000"), Set.of(), context))
                .isInstanceOfSatisfying(
                        Translation.Refused.class,
                        refused -> assertThat(refused.message()).contains("3000000000", "2147483647 MiB"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gpus:0.5              | gpus:0.5 is a fraction: a GPU cannot be shared, want a whole number",
                "cpus:2097152          | cpus:2097152 is beyond what ECS can hold: at most 2097151.999 CPUs, 2147483647 units",
                "mem:2147483647.001    | mem:2147483647.001 is beyond what ECS can hold: at most 2147483647 MiB",
                "gpus:2147483648       | gpus:2147483648 is beyond what ECS can hold: at most 2147483647 GPUs",
                "cpus:[1-2]            | cpus:[1-2] is of type ranges: want scalar",
                "disk:{a}              | disk:{a} is of type set: want scalar",
                "ports:1               | ports:1 is of type scalar: want ranges",
                "ports:[1-101]         | ports:[1-101] are 101 ports: ECS reserves at most 100 on an instance",
                "widgets:1             | resource 'widgets' has no translator to ecs: put a ResourceTranslator for it on the"
                        + " class path, or do not ask for it (there are [cpus, disk, gpus, mem, ports])"
            })
    void whatCannotBeSaidIsRefused(String demand, String message) {
        assertThat(table.take(mesos(demand), TranslationContext.of(Settings.none())))
                .isEqualTo(Translation.refused(message));
    }

    @Test
    void what_cannot_be_offered_is_told_and_not_offered() {
        TranslatorTable.Offered answer = table.offer(
                ecs("CPU:2147483648; MEMORY:[1-2]; GPU:[1-2]; PORTS:5; PORTS_UDP:[0-65535]"),
                TranslationContext.of(
                        Settings.builder().set(TranslatorSettings.DISK, "-1").build()));

        assertThat(answer.resources()).isEqualTo(mesos(""));
        assertThat(answer.refusals())
                .containsExactly(
                        "cpus is not offered: CPU:2147483648 is beyond what ECS can count: at most 2147483647",
                        "disk is not offered: the setting cannot be read: ISTHMUS_DISK='-1' (set in code): amount -1 is"
                                + " negative: the smallest is 0",
                        "gpus is not offered: GPU:[1-2] is of type ranges: want scalar",
                        "mem is not offered: MEMORY:[1-2] is of type ranges: want scalar",
                        "ports is not offered: PORTS:5 is of type scalar: want ranges");
    }

    @Test
    void disk_is_what_the_agent_says_else_what_is_set() {
        Settings set = Settings.builder().set(TranslatorSettings.DISK, "512").build();

        assertThat(disk(TranslationContext.of(set))).isEqualTo(mesos("disk:512"));
        assertThat(disk(TranslationContext.of(set, Map.of(TranslatorSettings.DISK_ATTRIBUTE, "2048.5"))))
                .isEqualTo(mesos("disk:2048.5"));
        assertThat(table.offer(ecs(""), TranslationContext.of(set, Map.of(TranslatorSettings.DISK_ATTRIBUTE, "a lot")))
                        .refusals())
                .containsExactly(
                        "disk is not offered: the agent's attribute isthmus.disk='a lot': 'a lot' is no amount:"
                                + " want a decimal number such as 0.5, in MiB");
    }

    @Test
    void ports_outside_one_to_the_highest_cannot_be_chosen() {
        assertThat(table.offer(
                                ecs("PORTS:[0-65535]; PORTS_UDP:[0-65535]"),
                                TranslationContext.of(Settings.builder()
                                        .set(TranslatorSettings.PORTS, "0-100")
                                        .build()))
                        .refusals())
                .containsExactly(
                        "ports is not offered: the setting cannot be read: ISTHMUS_PORTS='0-100' (set in code):"
                                + " port 0 cannot be offered: want ports from 1 to 65535");
    }

    @Test
    void every_setting_that_is_read_is_declared() {
        assertThat(table.translators().stream().flatMap(translator -> translator.settings().stream()))
                .containsExactlyInAnyOrder(TranslatorSettings.DISK, TranslatorSettings.PORTS);
        assertThat(table.untranslated(ecs("CPU:1; MEMORY:1; PORTS:[1-1]; PORTS_UDP:[1-1]; GPU:1; WIDGET:1")))
                .containsExactly(new ResourceName("WIDGET"));
    }

    private Resources disk(TranslationContext context) {
        return table.offer(ecs(""), context).resources();
    }

    private static Resources ecs(String text) {
        return ResourcesText.parse(Dialect.ECS, text);
    }

    private static Resources mesos(String text) {
        return ResourcesText.parse(Dialect.MESOS, text);
    }
}
