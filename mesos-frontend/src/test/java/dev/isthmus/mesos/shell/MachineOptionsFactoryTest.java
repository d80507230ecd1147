package dev.isthmus.mesos.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.mesos.FrontendSettings;
import dev.isthmus.mesos.FrontendSettings.TaskStarting;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineOptionsFactoryTest {

    @ParameterizedTest
    @CsvSource({
        "0.21.0, false",
        "1.1.0, false",
        "1.4.3, false",
        "1.5.0, true",
        "1.11.0, true",
        "2.0, true",
        "1.7.0-shaded, true",
        "'', false",
        "unknown, false"
    })
    void starting_is_told_to_frameworks_whose_mesos_tells_it(String version, boolean told) {
        assertThat(MachineOptionsFactory.tellStarting(TaskStarting.AUTO, version))
                .isEqualTo(told);
        assertThat(MachineOptionsFactory.tellStarting(TaskStarting.ALWAYS, version))
                .isTrue();
        assertThat(MachineOptionsFactory.tellStarting(TaskStarting.NEVER, version))
                .isFalse();
    }

    @Test
    void point_13_without_an_id_or_with_an_empty_one_a_fresh_one_is_made() {
        UUID master = new UUID(1, 2);
        FrameworkInfo without =
                FrameworkInfo.newBuilder().setUser("").setName("x").build();
        FrameworkInfo empty = withId(without, "");
        assertThat(empty.hasId()).isTrue();
        for (FrameworkInfo info : List.of(without, empty)) {
            assertThat(MachineOptionsFactory.id(info, master).value()).isEqualTo(master + "-0000");
            assertThat(MachineOptionsFactory.id(info, new UUID(3, 4)).value()).isEqualTo(new UUID(3, 4) + "-0000");
        }
    }

    @Test
    void point_14_an_id_of_its_own_is_kept() {
        FrameworkInfo info = FrameworkInfo.newBuilder().setUser("").setName("x").build();
        assertThat(MachineOptionsFactory.id(withId(info, "mine"), new UUID(1, 2))
                        .value())
                .isEqualTo("mine");
    }

    private static FrameworkInfo withId(FrameworkInfo info, String id) {
        return info.toBuilder().setId(FrameworkID.newBuilder().setValue(id)).build();
    }

    @Test
    void point_18_an_empty_user_and_hostname_are_filled_in() {
        FrameworkInfo filled = MachineOptionsFactory.withoutGaps(
                FrameworkInfo.newBuilder().setUser("").setName("x").build());
        assertThat(filled.getUser()).isEqualTo(System.getProperty("user.name"));
        assertThat(filled.getHostname()).isNotEmpty();
        FrameworkInfo given = FrameworkInfo.newBuilder()
                .setUser("me")
                .setName("x")
                .setHostname("here")
                .build();
        assertThat(MachineOptionsFactory.withoutGaps(given)).isEqualTo(given);
    }

    @Test
    void every_setting_has_a_default_that_can_be_read() {
        assertThat(FrontendSettings.all()).hasSize(8).allSatisfy(setting -> {
            assertThat(dev.isthmus.api.settings.Settings.none().get(setting)).isNotNull();
            assertThat(setting.meaning()).endsWith(".");
        });
    }
}
