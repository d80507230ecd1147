package dev.isthmus.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrameworkEnvironmentTest {

    private static Map<String, String> variables(Path agent, List<Path> more, Map<String, String> outer) {
        return FrameworkEnvironment.of(Map.of("AWS_ECS_CLUSTER", "blue"), agent, more, Path.of("/mark"), outer)
                .variables();
    }

    @Test
    void the_agent_goes_to_every_jvm_and_the_opens_to_those_that_take_them() {
        Map<String, String> variables = variables(Path.of("/agent.jar"), List.of(), Map.of());

        assertThat(variables)
                .containsEntry("JAVA_TOOL_OPTIONS", "-javaagent:/agent.jar -Disthmus.agent.mark=/mark")
                .containsEntry("AWS_ECS_CLUSTER", "blue");
        assertThat(variables.get("JDK_JAVA_OPTIONS").split(" "))
                .as("Java 8 would not start with them")
                .contains(
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                        "--add-exports=java.base/sun.net.util=ALL-UNNAMED")
                .allMatch(option -> option.matches("--add-(opens|exports)=[a-z.]+/[a-z.]+=ALL-UNNAMED"));
    }

    @Test
    void what_the_user_has_set_is_kept_behind_the_agent() {
        Map<String, String> variables = variables(
                Path.of("/agent.jar"),
                List.of(),
                Map.of("JAVA_TOOL_OPTIONS", "-javaagent:other.jar", "JDK_JAVA_OPTIONS", "-Xmx1g"));

        assertThat(variables.get("JAVA_TOOL_OPTIONS"))
                .startsWith("-javaagent:/agent.jar ")
                .endsWith(" -javaagent:other.jar");
        assertThat(variables.get("JDK_JAVA_OPTIONS")).startsWith("--add-opens").endsWith(" -Xmx1g");
    }

    @Test
    void paths_with_spaces_stay_in_one_piece() {
        assertThat(variables(Path.of("/my agents/agent.jar"), List.of(), Map.of())
                        .get("JAVA_TOOL_OPTIONS"))
                .startsWith("'-javaagent:/my agents/agent.jar' -D");
    }

    @Test
    void jars_of_the_user_s_own_are_the_agent_s_argument() {
        String separator = System.getProperty("path.separator");
        assertThat(variables(Path.of("/agent.jar"), List.of(Path.of("/a.jar"), Path.of("/b.jar")), Map.of())
                        .get("JAVA_TOOL_OPTIONS"))
                .startsWith("-javaagent:/agent.jar=/a.jar" + separator + "/b.jar -D");
    }

    @Test
    void names_are_told_and_never_values() {
        FrameworkEnvironment environment = FrameworkEnvironment.of(
                Map.of("B", "secret-1", "A", "secret-2"), Path.of("/agent.jar"), List.of(), Path.of("/mark"), Map.of());
        assertThat(environment.names()).isEqualTo("A, B");
    }
}
