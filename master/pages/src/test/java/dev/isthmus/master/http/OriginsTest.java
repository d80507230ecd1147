package dev.isthmus.master.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
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

    @Test
    void what_a_script_of_another_site_would_read_is_turned_away_and_a_link_that_is_followed_is_not() {
        Headers script = Headers.NONE.with("Sec-Fetch-Site", "cross-site").with("Sec-Fetch-Mode", "no-cors");
        assertThat(Origins.turnedAway(script)).isPresent();
        assertThat(Origins.turnedAway(Headers.NONE.with("Sec-Fetch-Site", "cross-site")))
                .isPresent();
        assertThat(Origins.turnedAway(
                        Headers.NONE.with("Sec-Fetch-Site", "cross-site").with("Sec-Fetch-Mode", "navigate")))
                .isEmpty();
        assertThat(Origins.turnedAway(
                        Headers.NONE.with("Sec-Fetch-Site", "same-origin").with("Sec-Fetch-Mode", "no-cors")))
                .isEmpty();
    }
}
