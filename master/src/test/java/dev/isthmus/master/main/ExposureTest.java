package dev.isthmus.master.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
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
}
