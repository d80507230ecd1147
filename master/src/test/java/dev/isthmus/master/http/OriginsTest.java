package dev.isthmus.master.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "http://evil.example:5050",
                "null",
                "http://localhost.evil.example",
                "",
                "file://"
            })
    void a_page_of_another_site_is_turned_away(String origin) {
        assertThat(Origins.turnedAway(Headers.NONE.with("Origin", origin)))
                .hasValueSatisfying(answer -> assertThat(answer.status()).isEqualTo(403));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:5050", "https://127.0.0.1", "http://[::1]:8080"})
    void a_page_of_this_machine_is_not(String origin) {
        assertThat(Origins.turnedAway(Headers.NONE.with("Origin", origin))).isEmpty();
        assertThat(Origins.turnedAway(Headers.NONE)).isEmpty();
    }
}
