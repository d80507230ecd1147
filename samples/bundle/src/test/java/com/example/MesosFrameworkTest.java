package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.mesos.MesosSchedulerDriver;
import org.apache.mesos.Protos;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The command line of the README: the bundle first, then the framework and what it brings, in a process of its own. */
@Timeout(60)
class MesosFrameworkTest {

    @Test
    void the_bundle_takes_the_place_of_mesos_own_driver() throws Exception {
        Path bundle = home(MesosSchedulerDriver.class);
        assertThat(bundle.getFileName().toString()).startsWith("isthmus-driver-bundle");
        Path mesos = home(Protos.class);
        Path protobuf = home(com.google.protobuf.Message.class);
        String classPath = Stream.of(bundle, home(MesosFramework.class), mesos, protobuf)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        try (FakeEcs ecs = FakeEcs.start(FakeEcsConfig.twoSmallInstances().toBuilder()
                .clusterName("my-cluster")
                .build())) {
            ProcessBuilder framework = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-Duser.home=" + System.getProperty("user.home"),
                            "-cp",
                            classPath,
                            "com.example.MesosFramework",
                            "ecs://my-cluster"))
                    .redirectErrorStream(true);
            framework.environment()
                    .putAll(Map.of("AWS_ECS_ENDPOINT", ecs.endpoint().toString(), "ISTHMUS_DEFAULT_IMAGE", "busybox"));
            Process process = framework.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor()).as(output).isZero();
            assertThat(output).contains("TASK_FINISHED], errors [], ended as DRIVER_STOPPED");
        }
    }

    private static Path home(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
