package dev.isthmus.master.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Fact 16: what frameworks are told must be an address that they reach. */
class AdvertisedTest {

    @Test
    void where_it_listens_if_nothing_else_is_said() throws UnknownHostException {
        InetAddress one = InetAddress.getByName("10.1.2.3");
        assertThat(Advertised.of(one, Optional.empty())).isEqualTo(new Advertised("10.1.2.3", "10.1.2.3"));
        assertThat(Advertised.of(InetAddress.getByName("0.0.0.0"), Optional.empty())
                        .ip())
                .isEqualTo(InetAddress.getLocalHost().getHostAddress());
    }

    @Test
    void a_name_is_told_with_its_address() throws UnknownHostException {
        assertThat(Advertised.of(InetAddress.getByName("0.0.0.0"), Optional.of("localhost")))
                .isEqualTo(new Advertised("localhost", "127.0.0.1"));
    }

    @Test
    void an_address_that_each_takes_for_its_own_machine_is_warned_of() throws UnknownHostException {
        Advertised local = new Advertised("localhost", "127.0.0.1");
        assertThat(local.warning(InetAddress.getByName("0.0.0.0")))
                .hasValueSatisfying(words -> assertThat(words).contains("127.0.0.1", "--advertise"));
        assertThat(local.warning(InetAddress.getLoopbackAddress())).isEmpty();
        assertThat(new Advertised("10.1.2.3", "10.1.2.3").warning(InetAddress.getByName("0.0.0.0")))
                .isEmpty();
    }
}
