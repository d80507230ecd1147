package dev.isthmus.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;

/** {@code ./isthmus exec} with a script in place of the AWS CLI. */
@Execution(ExecutionMode.CONCURRENT) // Each waits for a process of its own.
class ExecIT {

    private static final long SECONDS = 120;
    private static final Path SCRIPT =
            CliProcess.TARGET.resolve("../../isthmus").normalize();

    @TempDir
    private Path directory;

    private void program(String name, String... lines) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static void start(FakeEcs ecs, String task) throws InterruptedException {
        FrameworkId framework = new FrameworkId("f");
        List<KeyValuePair> identity = new TreeMap<>(Map.of(
                        "ISTHMUS_LAUNCH_ID",
                        LaunchId.of(framework, new TaskId(task), "offer").toString(),
                        "ISTHMUS_FRAMEWORK_ID",
                        framework.value(),
                        "ISTHMUS_TASK_ID",
                        task,
                        "ISTHMUS_AGENT_ID",
                        "a",
                        "ISTHMUS_DEMAND",
                        "cpus:0.5; mem:256"))
                .entrySet().stream()
                        .map(each -> KeyValuePair.builder()
                                .name(each.getKey())
                                .value(each.getValue())
                                .build())
                        .toList();
        ContainerDefinition main = ContainerDefinition.builder()
                .name("main")
                .image("web:1")
                .memory(256)
                .build();
        ecs.client().registerTaskDefinition(request -> request.family("web").containerDefinitions(main));
        ContainerOverride override =
                ContainerOverride.builder().name("main").environment(identity).build();
        String arn = ecs.client()
                .runTask(request -> request.cluster(ecs.clusterName())
                        .taskDefinition("web")
                        .enableExecuteCommand(true)
                        .overrides(overrides -> overrides
                                .taskRoleArn("arn:aws:iam::123456789012:role/app")
                                .containerOverrides(override)))
                .tasks()
                .get(0)
                .taskArn();
        ecs.awaitStatus(arn, "RUNNING", Duration.ofSeconds(SECONDS));
    }

    @Test
    void a_command_is_executed_and_its_exit_code_handed_on() throws Exception {
        assertThat(session(
                        variables -> CliProcess.of(List.of(SCRIPT.toString(), "exec", "t-1"), variables),
                        process -> {}))
                .isEqualTo(42);
    }

    /** As the script starts it from a terminal, which tells whoever is in front of it, the session too. */
    @Test
    void ctrl_c_and_ctrl_z_are_the_session_s_own_affair() throws Exception {
        RunIT.assumeInterruptsCanBeTried();
        int exit = session(
                variables -> CliProcess.operatorsCommand("-Disthmus.cli.interactive=true", variables, "exec", "t-1"),
                process -> {
                    for (String signal : List.of("INT", "TSTP")) {
                        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                                .start()
                                .waitFor();
                    }
                });

        assertThat(exit).isEqualTo(42);
    }

    @FunctionalInterface
    private interface Meanwhile {
        void happens(Process process) throws IOException, InterruptedException;
    }

    private int session(Function<Map<String, String>, ProcessBuilder> command, Meanwhile meanwhile) throws Exception {
        program("session-manager-plugin");
        program(
                "aws",
                "echo \"ready $*\"",
                "while [ ! -e '" + directory.resolve("go") + "' ]; do sleep 0.1; done",
                "exit 42");
        try (FakeEcs ecs = FakeEcs.start(FakeEcsConfig.builder()
                .runtime(ScriptedRuntime.running())
                .instance(InstanceSpec.of(4096, 8192))
                .build())) {
            start(ecs, "t-1");
            ProcessBuilder builder = command.apply(FakeCluster.variables(ecs)).redirectErrorStream(true);
            builder.environment()
                    .merge("PATH", directory.toString(), (path, first) -> first + File.pathSeparator + path);
            Process process = builder.start();
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                assertThat(lines.readLine())
                        .startsWith("ready ecs execute-command ")
                        .contains("--container main --interactive");
                meanwhile.happens(process);
                Files.createFile(directory.resolve("go"));

                assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
                return process.exitValue();
            } finally {
                process.destroyForcibly();
            }
        }
    }
}
