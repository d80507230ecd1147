package dev.isthmus.driver.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which driver a framework gets: by its master argument, and by what is set. */
@Isolated("it sets system properties")
class DriverChoiceTest {

    private static final String EMBEDDED = "dev.isthmus.driver.DropIn";

    @ParameterizedTest
    @ValueSource(strings = {"zk://a:2181/mesos", "m1:5050", "http://m1", "https://m1:1", "file:///etc/mesos/zk"})
    void a_master_gets_a_client_unless_a_cluster_or_a_backend_is_set(String master) {
        assertThat(DriverChoice.by(master)).isEqualTo(ThinDriver.class.getName());
        for (String setting : new String[] {"AWS_ECS_CLUSTER", "ISTHMUS_BACKEND"}) {
            System.setProperty(setting, "blue");
            try {
                assertThat(DriverChoice.by(master)).as(setting).isEqualTo(EMBEDDED);
            } finally {
                System.clearProperty(setting);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ecs://blue", "blue", "local"})
    void what_names_no_master_gets_the_embedded_driver(String master) {
        assertThat(DriverChoice.by(master)).isEqualTo(EMBEDDED);
    }

    @Test
    void no_argument_is_refused_by_the_embedded_driver() {
        assertThat(DriverChoice.by(null)).isEqualTo(EMBEDDED);
    }
}
