package dev.isthmus.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.api.backend.BackendProvider;
import dev.isthmus.api.backend.MasterMeaning;
import dev.isthmus.api.discovery.ProviderSelectionException;
import dev.isthmus.api.discovery.ProviderSource;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.EcsBackendProvider;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.testkit.memory.MemoryBackendProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/architecture.md, the border: the driver's master argument names the cluster; R-BP-07: what it means is for the backends to say. */
class MasterArgumentTest {

    private static final Settings RED =
            Settings.builder().set(EcsSettings.CLUSTER, "red").build();

    private static final ProviderSource ECS = ProviderSource.of(new EcsBackendProvider());

    /** A backend of someone else's: {@code rack://name}. */
    private static final class Rack implements BackendProvider {

        static final Setting<String> NAME = Setting.text("ISTHMUS_RACK", "Which rack.", "cellar");

        @Override
        public String name() {
            return "rack";
        }

        @Override
        public List<Setting<?>> settings() {
            return List.of(NAME);
        }

        @Override
        public MasterMeaning meaningOf(String master) {
            if (master.startsWith("rack://")) {
                return new MasterMeaning.Cluster(Map.of(NAME, master.substring(7)));
            }
            return master.startsWith("rack:")
                    ? new MasterMeaning.Mistake("want rack://<name>")
                    : new MasterMeaning.Foreign("want rack://<name>", Optional.of(NAME));
        }

        @Override
        public Backend open(BackendContext context) {
            throw new UnsupportedOperationException();
        }
    }

    private static MasterArgument of(String master, Settings settings) {
        return MasterArgument.of(master, settings, ECS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecs://blue", " ecs://blue ", "ecs://blue/"})
    void a_cluster_that_is_named_wins_over_the_settings(String master) {
        MasterArgument argument = of(master, RED);
        assertThat(argument.settings().get(EcsSettings.CLUSTER)).isEqualTo("blue");
        assertThat(argument.warning()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zk://a:2181,b:2181/mesos", "http://10.0.0.1:5050", "10.0.0.1:5050", "local", "blue", " "})
    void any_other_master_leaves_the_cluster_to_the_setting_with_a_warning(String master) {
        MasterArgument argument = of(master, RED);
        assertThat(argument.settings().get(EcsSettings.CLUSTER)).isEqualTo("red");
        assertThat(argument.warning().orElseThrow())
                .contains("'" + master + "'", "is not used", "the cluster is 'red', as AWS_ECS_CLUSTER says");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zk://a:2181,b:2181/mesos", "http://10.0.0.1:5050", "10.0.0.1:5050", "local", "blue", " "})
    void any_other_master_is_refused_where_no_setting_names_the_cluster(String master) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(master, Settings.none()))
                .withMessageContaining("'" + master + "'")
                .withMessageContaining("want ecs://<name of the cluster>")
                .withMessageContaining("or name the cluster by AWS_ECS_CLUSTER");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ecs:/blue", "esc://blue", "ECS://blue", "ecs://", "ecs://blue/green", "arn:aws:ecs:eu:12:x"})
    void a_cluster_that_is_meant_but_not_named_is_refused_whatever_is_set(String master) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(master, RED))
                .withMessageContaining("the driver's master argument is '" + master + "'")
                .withMessageContaining("want ecs://<name of the cluster>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zk://a:2181,b:2181/mesos", "http://10.0.0.1:5050", "10.0.0.1:5050"})
    void who_names_a_master_is_told_how_to_be_served_by_it(String master) {
        assertThat(of(master, RED).warning().orElseThrow())
                .endsWith(
                        "; to be served by that master, leave AWS_ECS_CLUSTER and ISTHMUS_BACKEND out and make the driver"
                                + " by org.apache.mesos.MesosSchedulerDriver");
        assertThat(of("local", RED).warning().orElseThrow()).doesNotContain("served");
    }

    @Test
    void an_empty_master_leaves_all_to_the_settings() {
        assertThat(of("", RED).settings().get(EcsSettings.CLUSTER)).isEqualTo("red");
        assertThat(of("", Settings.none()).settings().get(EcsSettings.CLUSTER)).isEqualTo("default");
        assertThat(of("", Settings.none()).warning()).isEmpty();
    }

    @Test
    void no_password_is_repeated() {
        String master = "zk://user:se/cr@et@a:2181,b:2181/mesos";
        assertThat(of(master, RED).warning().orElseThrow())
                .doesNotContain("user", "cr")
                .contains("'zk://***@a:2181,b:2181/mesos'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(master, Settings.none()))
                .withMessageContaining("'zk://***@a:2181,b:2181/mesos'");
    }

    @Test
    void of_several_backends_the_one_that_knows_the_master_is_used() {
        ProviderSource all = ProviderSource.of(new Rack(), new EcsBackendProvider(), new MemoryBackendProvider());
        MasterArgument rack = MasterArgument.of("rack://attic", Settings.none(), all);
        assertThat(rack.provider().name()).isEqualTo("rack");
        assertThat(rack.settings().get(Rack.NAME)).isEqualTo("attic");
        assertThat(MasterArgument.of("ecs://blue", Settings.none(), all)
                        .provider()
                        .name())
                .isEqualTo("ecs");
        assertThat(MasterArgument.of("local", Settings.none(), all).provider().name())
                .isEqualTo("memory");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MasterArgument.of("rack:attic", Settings.none(), all))
                .withMessageContaining("want rack://<name>");
        assertThatExceptionOfType(ProviderSelectionException.class)
                .isThrownBy(() -> MasterArgument.of("zk://a/mesos", Settings.none(), all))
                .withMessageContaining("more than one backend has the highest priority");
    }

    @Test
    void the_backend_that_is_set_answers_alone() {
        Settings rack = Settings.builder().set(BackendProvider.BACKEND, "rack").build();
        ProviderSource all = ProviderSource.of(new Rack(), new EcsBackendProvider());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MasterArgument.of("ecs://blue", rack, all))
                .withMessageContaining("names no cluster of backend rack: want rack://<name>")
                .withMessageContaining("ISTHMUS_RACK");
    }

    /** docs/architecture.md, the rooms: that the backend's provider knows its masters is of use only while nobody else does. */
    @Test
    void no_other_module_knows_the_backend_s_masters() throws IOException {
        for (String module : List.of(
                "api",
                "translators",
                "journals/file-journal",
                "journals/zookeeper-journal",
                "mesos-frontend",
                "driver")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    assertThat(Files.readAllLines(file).stream()
                                    .map(String::strip)
                                    .filter(line ->
                                            !line.startsWith("*") && !line.startsWith("/*") && !line.startsWith("//")))
                            .as(file.toString())
                            .noneMatch(line -> line.contains("ecs:/") || line.contains("AWS_ECS_CLUSTER"));
                }
            }
        }
    }
}
