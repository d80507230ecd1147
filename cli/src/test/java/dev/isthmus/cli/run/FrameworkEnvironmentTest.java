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

    /** The JVM reads them as a shell does. */
    @Test
    void paths_with_quotes_stay_as_they_are() {
        assertThat(variables(Path.of("/o'brien's/a \"b\"/agent.jar"), List.of(), Map.of())
                        .get("JAVA_TOOL_OPTIONS"))
                .startsWith("'-javaagent:/o'\"'\"'brien'\"'\"'s/a \"b\"/agent.jar' -D");
    }

    @Test
    void options_that_are_set_by_the_command_line_are_kept_in_the_place_of_those_outside() {
        Map<String, String> variables = FrameworkEnvironment.of(
                        Map.of("JAVA_TOOL_OPTIONS", "-Xmx1g", "JDK_JAVA_OPTIONS", "-Xss1m"),
                        Path.of("/agent.jar"),
                        List.of(),
                        Path.of("/mark"),
                        Map.of("JAVA_TOOL_OPTIONS", "-Xmx2g", "JDK_JAVA_OPTIONS", "-Xss2m"))
                .variables();

        assertThat(variables.get("JAVA_TOOL_OPTIONS"))
                .startsWith("-javaagent:/agent.jar ")
                .endsWith(" -Xmx1g")
                .doesNotContain("2g");
        assertThat(variables.get("JDK_JAVA_OPTIONS")).startsWith("--add-opens").endsWith(" -Xss1m");
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
