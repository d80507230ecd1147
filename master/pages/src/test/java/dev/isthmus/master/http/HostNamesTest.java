package dev.isthmus.master.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamesTest {

    private static final HostNames NAMES = HostNames.only(List.of("Master.example.", "127.0.0.1"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:5050",
                "127.0.0.1",
                "10.1.2.3:80",
                "[::1]:5050",
                "[::1]",
                "[fe80::1%eth0]:5050",
                "localhost",
                "LocalHost:5050",
                "localhost.",
                "a.localhost:5050",
                "master.example:5050",
                "MASTER.example.",
                ""
            })
    void an_address_this_machine_and_names_that_are_given_are_answered_to(String host) {
        assertThat(NAMES.turnedAway(Headers.NONE.with("Host", host))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:5050",
                "127.0.0.1.evil.example",
                "localhost.evil.example:5050",
                "evillocalhost",
                "master",
                "x.master.example",
                "[evil.example]:80",
                "::1",
                "evil.example:5050:80"
            })
    void any_other_name_is_turned_away(String host) {
        assertThat(NAMES.turnedAway(Headers.NONE.with("Host", host)))
                .hasValueSatisfying(answer -> assertThat(answer.status()).isEqualTo(403));
        assertThat(HostNames.ANY.turnedAway(Headers.NONE.with("Host", host))).isEmpty();
    }

    @Test
    void who_is_turned_away_is_told_what_to_do() {
        Headers evil = Headers.NONE.with("Host", "evil.example");
        assertThat(NAMES.turnedAway(evil))
                .hasValueSatisfying(answer -> assertThat(answer.body())
                        .isEqualTo(
                                "Without credentials this master answers to addresses, to localhost and to names that it is given: if this is one of its own,"
                                        + " start it with --allowed-hosts"));
        assertThat(HostNames.only(List.of("x"), "this driver", "name it").turnedAway(evil))
                .hasValueSatisfying(answer -> assertThat(answer.body())
                        .startsWith("Without credentials this driver answers")
                        .endsWith("one of its own, name it"));
    }

    @Test
    void who_says_no_name_is_no_browser() {
        assertThat(NAMES.turnedAway(Headers.NONE)).isEmpty();
    }
}
