package dev.isthmus.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.apache.zookeeper.ClientCnxnSocketNIO;
import org.apache.zookeeper.client.ZKClientConfig;
import org.junit.jupiter.api.Test;

class SettingsOfOthersTest {

    /** A framework's own client of ZooKeeper is set by system properties; ours has no Netty to obey them with. */
    @Test
    void what_is_set_for_other_clients_in_this_jvm_is_not_heeded() {
        System.setProperty(ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET, "org.apache.zookeeper.ClientCnxnSocketNetty");
        System.setProperty(ZKClientConfig.SECURE_CLIENT, "true");
        System.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "true");
        try {
            PlainConfig config = new PlainConfig();
            assertThat(config.getProperty(ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET))
                    .isEqualTo(ClientCnxnSocketNIO.class.getName());
            assertThat(config.getBoolean(ZKClientConfig.SECURE_CLIENT)).isFalse();
            assertThat(config.isSaslClientEnabled()).isFalse();
        } finally {
            System.clearProperty(ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET);
            System.clearProperty(ZKClientConfig.SECURE_CLIENT);
            System.clearProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY);
        }
    }

    /** All other tests of this module run without them. */
    @Test
    void nothing_that_only_servers_and_tls_need_is_on_the_class_path() {
        for (String name : new String[] {
            "io.netty.channel.Channel",
            "org.xerial.snappy.Snappy",
            "com.codahale.metrics.Metric",
            "org.apache.commons.io.IOUtils",
            "ch.qos.logback.classic.Logger",
            "jline.console.ConsoleReader"
        }) {
            assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
        }
    }

    @Test
    void a_session_s_time_has_bounds() {
        for (Duration timeout : new Duration[] {Duration.ZERO, Duration.ofNanos(999), Duration.ofDays(25)}) {
            assertThatThrownBy(() -> ZooKeeperSession.open(Ensemble.parse("127.0.0.1:1"), timeout, state -> {}))
                    .hasMessageContaining("a session cannot last " + timeout);
        }
    }
}
