package dev.isthmus.api.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of several texts is in force, how it is read, and what is said when it cannot be. */
class SettingsTest {

    private enum Mode {
        RUN_TASK,
        START_TASK
    }

    private static final Setting<String> NAME = Setting.text("ISTHMUS_NAME", "A name.", "nobody");
    private static final Setting<Long> COUNT = Setting.number("ISTHMUS_COUNT", "A number.", 3, 1, 10);
    private static final Setting<Boolean> FLAG = Setting.flag("ISTHMUS_FLAG", "A flag.", true);
    private static final Setting<Mode> MODE = Setting.choice("ISTHMUS_MODE", "A choice.", Mode.RUN_TASK);
    private static final Setting<Duration> WAIT = Setting.duration("ISTHMUS_WAIT", "A time.", "10s");
    private static final Setting<Optional<URI>> PLACE = Setting.optionalUri("AWS_ECS_PLACE", "An address.");
    private static final Setting<Optional<String>> HINT = Setting.optionalText("ISTHMUS_HINT", "A hint.");

    @Test
    void code_goes_before_properties_and_those_before_the_environment() {
        Properties properties = new Properties();
        properties.setProperty("ISTHMUS_NAME", "property");
        Settings environment = Settings.builder()
                .environment(Map.of("ISTHMUS_NAME", "environment"))
                .build();
        Settings both = environment.toBuilder().systemProperties(properties).build();
        Settings all = both.toBuilder().set(NAME, "code").build();

        assertThat(Settings.none().get(NAME)).isEqualTo("nobody");
        assertThat(environment.get(NAME)).isEqualTo("environment");
        assertThat(both.get(NAME)).isEqualTo("property");
        assertThat(all.get(NAME)).isEqualTo("code");
        assertThat(both.get(NAME))
                .as("the ones it was made from are as they were")
                .isEqualTo("property");
    }

    @Test
    void an_empty_text_counts_as_not_given() {
        Properties properties = new Properties();
        properties.setProperty("ISTHMUS_NAME", " ");
        Settings settings = Settings.builder()
                .environment(Map.of("ISTHMUS_NAME", "environment", "ISTHMUS_COUNT", ""))
                .systemProperties(properties)
                .build();

        assertThat(settings.get(NAME)).isEqualTo("environment");
        assertThat(settings.get(COUNT)).isEqualTo(3);
        assertThat(settings.isSet(COUNT)).isFalse();
        assertThat(settings.isSet(NAME)).isTrue();
        assertThat(settings.toBuilder().set(COUNT, " ").build().get(COUNT))
                .as("given as empty in code, it is the default again")
                .isEqualTo(3);
        assertThat(settings.toBuilder().set(COUNT, "").build().isSet(COUNT)).isFalse();
    }

    @Test
    void names_that_nobody_knows_are_told() {
        Settings settings = Settings.builder()
                .environment(Map.of("ISTHMUS_NAME", "x", "ISTHMUS_NAEM", "y", "AWS_ECS_OTHER", "z", "PATH", "p"))
                .build();

        assertThat(settings.unknown(List.of(NAME, COUNT)))
                .containsExactly(new Settings.Unknown("ISTHMUS_NAEM", Optional.of("ISTHMUS_NAME")));
    }

    @ParameterizedTest
    @CsvSource({
        "ISTHMUS_PROTS,ISTHMUS_PROTS (did you mean ISTHMUS_PORTS?)",
        "ISTHMUS_OTHER,ISTHMUS_OTHER",
        "AWS_ECS_CLUSTR,AWS_ECS_CLUSTR (did you mean AWS_ECS_CLUSTER?)",
    })
    void a_misspelt_name_is_told_with_the_nearest_of_its_prefix(String name, String told) {
        Settings settings = Settings.builder().environment(Map.of(name, "x")).build();
        Setting<String> ports = Setting.text("ISTHMUS_PORTS", "Ports.", "");
        Setting<String> cluster = Setting.text("AWS_ECS_CLUSTER", "The cluster.", "");

        assertThat(settings.unknown(List.of(NAME, ports, cluster)))
                .extracting(Settings.Unknown::toString)
                .containsExactly(told);
    }

    @ParameterizedTest
    @CsvSource({
        "500ms,PT0.5S",
        "10s,PT10S",
        "5min,PT5M",
        "5m,PT5M",
        "5 MIN,PT5M",
        "1.5s,PT1.5S",
        "2h,PT2H",
        "7d,PT168H",
        "PT1M30S,PT1M30S",
        "0s,PT0S",
        "0,PT0S",
    })
    void times_are_read_in_plain_and_in_iso_form(String text, Duration expected) {
        assertThat(with(WAIT, text).get(WAIT)).isEqualTo(expected);
    }

    @Test
    void texts_are_read_by_their_kind() {
        assertThat(with(COUNT, "10").get(COUNT)).isEqualTo(10);
        assertThat(with(FLAG, "False").get(FLAG)).isFalse();
        assertThat(with(MODE, "START-task").get(MODE)).isEqualTo(Mode.START_TASK);
        assertThat(Settings.none().get(MODE)).isEqualTo(Mode.RUN_TASK);
        assertThat(Settings.none().get(PLACE)).isEmpty();
        assertThat(with(PLACE, "http://localhost:80").get(PLACE)).contains(URI.create("http://localhost:80"));
        assertThat(Settings.none().get(HINT)).isEmpty();
        assertThat(with(HINT, "x").get(HINT)).contains("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "11", "3.5", "three", "99999999999999999999"})
    void a_number_out_of_bounds_is_refused_with_them(String text) {
        assertRefused(COUNT, text, "want a whole number from 1 to 10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "soon", "-PT1S", "PT-1S", "-5s", "9999999999s", "5 minutes", "s", ".5s"})
    void a_time_that_is_none_is_refused(String text) {
        assertRefused(WAIT, text, "want a length of time");
    }

    @Test
    void other_bad_texts_are_refused_with_what_is_wanted() {
        assertRefused(FLAG, "yes", "want true or false");
        assertRefused(MODE, "walk", "want one of run-task, start-task");
        assertRefused(PLACE, "localhost:80", "want a whole address such as https://host:port");
        assertRefused(PLACE, "http://[", "http://[");
    }

    @Test
    void a_refusal_says_where_it_was_set() {
        Properties properties = new Properties();
        properties.setProperty("ISTHMUS_COUNT", "many");

        assertThatThrownBy(() -> Settings.builder()
                        .environment(Map.of("ISTHMUS_COUNT", "many"))
                        .build()
                        .get(COUNT))
                .hasMessageContaining("set in the environment");
        assertThatThrownBy(() ->
                        Settings.builder().systemProperties(properties).build().get(COUNT))
                .hasMessageContaining("set by system property");
        assertThatThrownBy(() -> Settings.builder()
                        .set(COUNT, "many", "by the master argument")
                        .build()
                        .get(COUNT))
                .hasMessageContaining("set by the master argument");
    }

    @Test
    void a_setting_has_an_environments_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Setting.text("isthmus.name", "", ""))
                .withMessageContaining("'isthmus.name'");
    }

    @Test
    void a_text_is_read_once_and_by_each_setting_of_its_name_for_itself() {
        AtomicInteger reads = new AtomicInteger();
        Setting<String> counted = new Setting<>("ISTHMUS_COUNTED", "How often it is read.", "3", text -> {
            reads.incrementAndGet();
            return text;
        });
        Setting<Long> namesake = Setting.number("ISTHMUS_COUNTED", "A number.", 5, 1, 9);
        Settings settings = with(counted, "7");

        assertThat(settings.get(counted)).isEqualTo("7");
        assertThat(settings.get(counted)).isEqualTo("7");
        assertThat(reads).hasValue(1);
        assertThat(settings.get(namesake)).isEqualTo(7);
        assertThat(settings.get(counted)).isEqualTo("7");
        assertThat(Settings.none().get(counted)).isEqualTo("3");
        assertThat(settings.toBuilder().set(counted, "8").build().get(counted)).isEqualTo("8");
    }

    private static Settings with(Setting<?> setting, String text) {
        return Settings.builder().set(setting, text).build();
    }

    private static void assertRefused(Setting<?> setting, String text, String wanted) {
        assertThatThrownBy(() -> with(setting, text).get(setting))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(setting.name() + "='" + text + "' (set in code): ")
                .hasMessageContaining(wanted);
    }
}
