package dev.isthmus.ecs.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.settings.InvalidSettingException;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.definition.DefinitionContent.Log;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One setting is enough for CloudWatch Logs, and goes with the others. */
class LogSettingsTest {

    private static Optional<Log> log(String group, String driver, String options) {
        return LogSettings.of(
                Settings.builder()
                        .set(LogSettings.GROUP, group)
                        .set(LogSettings.DRIVER, driver)
                        .set(LogSettings.OPTIONS, options)
                        .build(),
                "eu-west-1");
    }

    @Test
    void a_group_is_all_that_awslogs_needs() {
        Map<String, String> usual = Map.of(
                "awslogs-group", "/mesos",
                "awslogs-region", "eu-west-1",
                "awslogs-stream-prefix", "isthmus",
                "mode", "non-blocking",
                "max-buffer-size", "10m");
        assertThat(log("/mesos", "", "")).contains(new Log("awslogs", new TreeMap<>(usual)));
        assertThat(log("/mesos", "awslogs", "")).isEqualTo(log("/mesos", "", ""));
    }

    @Test
    void options_that_are_set_go_before() {
        assertThat(log("/mesos", "", "mode=blocking,awslogs-region=us-east-1")
                        .orElseThrow()
                        .options())
                .containsEntry("mode", "blocking")
                .containsEntry("awslogs-region", "us-east-1")
                .containsEntry("awslogs-group", "/mesos");
    }

    @Test
    void without_a_group_it_is_as_the_driver_says() {
        assertThat(log("", "", "")).isEmpty();
        assertThat(log("", "", "a=b")).isEmpty();
        assertThat(log("", "json-file", "max-size=1m"))
                .contains(new Log("json-file", new TreeMap<>(Map.of("max-size", "1m"))));
    }

    @Test
    void a_group_beside_another_driver_is_refused() {
        assertThatThrownBy(() -> log("/mesos", "json-file", ""))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("ISTHMUS_LOG_DRIVER is json-file: set one of them");
    }

    private static Optional<Log> tailed(String tail, String group, String options) {
        return LogSettings.tailed(
                Settings.builder()
                        .set(LogSettings.TAIL, tail)
                        .set(LogSettings.GROUP, group)
                        .set(LogSettings.OPTIONS, options)
                        .build(),
                "eu-west-1");
    }

    @Test
    void a_log_is_read_only_if_asked_for_and_only_of_a_group() {
        assertThat(tailed("", "/mesos", "")).isEmpty();
        assertThat(tailed("true", "/mesos", "")).isEqualTo(log("/mesos", "", ""));
        assertThatThrownBy(() -> tailed("true", "", "awslogs-group=a"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("ISTHMUS_LOG_TAIL is for logs in ISTHMUS_LOG_GROUP, which is not set: set both or neither");
        assertThatThrownBy(() -> tailed("true", "/mesos", "awslogs-stream-prefix="))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("ISTHMUS_LOG_OPTIONS sets awslogs-stream-prefix to nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "grüße", "a:b", "a*"})
    void a_name_that_no_group_has_is_refused(String name) {
        assertThatThrownBy(() -> log(name, "", ""))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("ISTHMUS_LOG_GROUP", "log group");
    }
}
