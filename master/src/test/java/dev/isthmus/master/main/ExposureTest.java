package dev.isthmus.master.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.master.http.Headers;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExposureTest {

    @Test
    void without_credentials_only_this_machine_comes_in() throws UnknownHostException {
        for (String local : new String[] {"127.0.0.1", "127.1.2.3", "::1"}) {
            assertThat(new Exposure(InetAddress.getByName(local), false, false, false).refusal())
                    .isEmpty();
        }
        for (String open : new String[] {"0.0.0.0", "10.0.0.1", "::", "192.168.1.1"}) {
            InetAddress address = InetAddress.getByName(open);
            assertThat(new Exposure(address, false, true, false).refusal())
                    .as(open)
                    .hasValueSatisfying(words -> assertThat(words)
                            .contains("--credentials", "--insecure", "--host", address.getHostAddress()));
        }
    }

    @Test
    void who_insists_is_warned_at_each_start() throws UnknownHostException {
        InetAddress open = InetAddress.getByName("0.0.0.0");
        Exposure insecure = new Exposure(open, false, false, true);
        assertThat(insecure.refusal()).isEmpty();
        assertThat(insecure.warnings()).singleElement().asString().contains("no credentials", "--insecure");
    }

    @Test
    void secrets_in_clear_text_are_warned_of() throws UnknownHostException {
        InetAddress open = InetAddress.getByName("0.0.0.0");
        assertThat(new Exposure(open, true, false, false).warnings())
                .singleElement()
                .asString()
                .contains("clear text");
        assertThat(new Exposure(open, true, true, false).warnings()).isEmpty();
        assertThat(new Exposure(InetAddress.getLoopbackAddress(), true, false, false).warnings())
                .isEmpty();
    }

    @Test
    void on_this_machine_it_answers_to_its_own_names_and_elsewhere_to_any_unless_somebody_says_so()
            throws UnknownHostException {
        Exposure local = new Exposure(InetAddress.getLoopbackAddress(), false, false, false);
        assertThat(isAnswered(local, "master.local", List.of())).isTrue();
        assertThat(isAnswered(local, "evil.example", List.of())).isFalse();
        assertThat(isAnswered(local, "proxy.example", List.of("other", "proxy.example")))
                .isTrue();
        Exposure open = new Exposure(InetAddress.getByName("0.0.0.0"), false, false, true);
        assertThat(isAnswered(open, "evil.example", List.of())).isTrue();
        assertThat(isAnswered(open, "evil.example", List.of("proxy.example"))).isFalse();
    }

    private static boolean isAnswered(Exposure exposure, String name, List<String> given) {
        return exposure.hosts(List.of("127.0.0.1", "master.local"), given)
                .turnedAway(Headers.NONE.with("Host", name))
                .isEmpty();
    }
}
