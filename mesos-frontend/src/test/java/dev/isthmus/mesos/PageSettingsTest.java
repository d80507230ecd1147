package dev.isthmus.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.settings.Settings;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageSettingsTest {

    private static Settings http(String text) {
        return Settings.builder().set(PageSettings.HTTP, text).build();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:5050, 127.0.0.1, 5050",
        "localhost:0, localhost, 0",
        "[::1]:65535, ::1, 65535",
        "[fe80::1%eth0]:80, fe80::1%eth0, 80",
        "host.example:8080, host.example, 8080"
    })
    void an_address_has_a_host_that_is_not_looked_up_and_a_port(String text, String host, int port) {
        assertThat(http(text).get(PageSettings.HTTP)).hasValue(InetSocketAddress.createUnresolved(host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"5050", "localhost", ":5050", "::1:5050", "localhost:65536", "http://localhost:5050", "a b:1"})
    void anything_else_is_refused_with_what_is_wanted(String text) {
        Settings settings = http(text);
        assertThatThrownBy(() -> settings.get(PageSettings.HTTP))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ISTHMUS_HTTP='" + text + "'")
                .hasMessageContaining("want host:port, such as 127.0.0.1:5050");
    }

    @Test
    void by_default_nothing_is_shown_to_nobody() {
        assertThat(PageSettings.all())
                .hasSize(3)
                .allSatisfy(setting -> assertThat(setting.meaning()).endsWith("."));
        assertThat(Settings.none().get(PageSettings.HTTP)).isEmpty();
        assertThat(Settings.none().get(PageSettings.HTTP_CREDENTIALS)).isEmpty();
        assertThat(Settings.none().get(PageSettings.HTTP_HOSTS)).isEmpty();
        assertThat(Settings.builder()
                        .set(PageSettings.HTTP_HOSTS, " a.example,, b ")
                        .build()
                        .get(PageSettings.HTTP_HOSTS))
                .containsExactly("a.example", "b");
    }
}
