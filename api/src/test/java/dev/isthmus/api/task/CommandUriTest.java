package dev.isthmus.api.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is secret in an address is not told. */
class CommandUriTest {

    @ParameterizedTest
    @CsvSource({
        "http://host/a.tgz, http://host/a.tgz",
        "http://user:hunter2@host/a.tgz, http://host/a.tgz",
        "http://user:hunter@2@host/a.tgz, http://host/a.tgz",
        "http://user:hunt?er2@host/a.tgz, http://host/a.tgz",
        "https://host/a.tgz?sig=hunter2, https://host/a.tgz?...",
        "https://host/a.tgz#hunter2, https://host/a.tgz?...",
        "https://host/@scope/a.tgz, https://host/@scope/a.tgz",
        "http://user:hunter2/x@host/a.tgz, http://...",
        "hdfs://user:hunter2/@host/a.tgz, hdfs://...",
        "hdfs://host:8020/a.tgz, hdfs://host:8020/a.tgz",
        "http://host:80?a=b, http://host:80?...",
        "http://[::1]:80/a.tgz, http://[::1]:80/a.tgz",
        "file:///opt/a:b, file:///opt/a:b",
        "/opt/a.tgz, /opt/a.tgz"
    })
    void an_address_is_told_without_what_is_secret(String value, String shown) {
        assertThat(CommandUri.of(value)).hasToString(shown);
    }

    @Test
    void an_address_is_told_on_one_line() {
        assertThat(CommandUri.of("http://host/a\nb\u009bc")).hasToString("http://host/a?b?c");
    }
}
