package dev.isthmus.testkit.ecs.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.testkit.ecs.runtime.ContainerId;
import dev.isthmus.testkit.ecs.runtime.ContainerLaunch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The processes of one container, without a cluster around them. */
@Timeout(60)
class ContainerProcessTest {

    @TempDir
    private Path folder;

    /** On a busy machine a stop can come before {@code setsid} has made the group that is to be signalled. */
    @Test
    void a_stop_before_the_process_leads_its_group_reaches_it() throws Exception {
        Path slow = Files.writeString(folder.resolve("setsid"), "#!/bin/sh\nexec sleep 600\n");
        Files.setPosixFilePermissions(slow, PosixFilePermissions.fromString("rwxr-xr-x"));
        CompletableFuture<Integer> code = new CompletableFuture<>();
        ContainerProcess process = ContainerProcess.start(
                launch(),
                List.of("true"),
                Map.of("PATH", "/usr/bin:/bin"),
                directory(),
                // Nobody is killed after a while here: what is told to stop stops by itself.
                (delay, action) -> {},
                slow);
        process.watch((exit, reason) -> code.complete(exit));

        process.stop();

        assertThat(code.get(30, TimeUnit.SECONDS)).as("128 + SIGTERM").isEqualTo(143);
    }

    private WorkingDirectory directory() throws IOException {
        return WorkingDirectory.of(Optional.empty(), ContainerFiles.of(launch(), new TaskDirectories()));
    }

    private static ContainerLaunch launch() {
        return new ContainerLaunch(
                new ContainerId("task", "main"),
                "instance",
                "i-1",
                "busybox",
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                Optional.empty(),
                Duration.ofSeconds(30),
                Optional.empty());
    }
}
