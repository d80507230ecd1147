package dev.isthmus.frameworks.trial;

import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.FargateSettings;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.ecs.model.Task;

/** A fake cluster, {@code ecs://default}, whose containers are processes of this machine, and what a framework is told of it. */
public final class TrialCluster implements AutoCloseable {

    private final FakeEcs ecs;
    private final Path directory;
    private final Map<String, String> more;

    /** Where tasks run. */
    public enum Place {
        /** One instance. */
        INSTANCE("") {
            @Override
            public TrialCluster start(Path directory) {
                return TrialCluster.start(directory, 1);
            }
        },
        /** Four slots on Fargate. */
        FARGATE(" on Fargate") {
            @Override
            public TrialCluster start(Path directory) {
                return onFargate(directory, 4);
            }
        };

        private final String words;

        Place(String words) {
            this.words = words;
        }

        /** Starts a cluster of it. */
        public abstract TrialCluster start(Path directory);

        /** What a trial there is called. */
        public String name(String framework) {
            return framework + words;
        }

        /** Where the files of a trial there are. */
        public String directory(String framework) {
            return framework + words.toLowerCase(Locale.ROOT).replace(" on ", "-");
        }
    }

    private TrialCluster(FakeEcs ecs, Path directory, Map<String, String> more) {
        this.ecs = ecs;
        this.directory = directory;
        this.more = more;
    }

    /** Instances of 4 CPUs and 8 GiB, all of them this machine. */
    public static TrialCluster start(Path directory, int instances) {
        InstanceSpec here = InstanceSpec.of(4096, 8192)
                .withAttribute("isthmus.hostname", "localhost")
                .withAttribute("isthmus.ip", "127.0.0.1");
        return new TrialCluster(
                FakeEcs.start(FakeEcsConfig.builder()
                        .instances(instances, here)
                        .stopTimeout(Duration.ofSeconds(2))
                        .build()),
                directory,
                Map.of());
    }

    /** No instances: slots on Fargate of 1 CPU and 2 GiB, whose tasks are processes of this machine, too. */
    public static TrialCluster onFargate(Path directory, int slots) {
        return new TrialCluster(
                FakeEcs.start(FakeEcsConfig.builder()
                        .fargate(FargateSettings.launchTypeOnly())
                        .stopTimeout(Duration.ofSeconds(2))
                        .build()),
                directory,
                Map.of(
                        "ISTHMUS_FARGATE",
                        "slots=" + slots + ";cpus=1;mem=2048",
                        "ISTHMUS_SUBNETS",
                        "subnet-1",
                        "ISTHMUS_CONSISTENCY_WINDOW",
                        "2s"));
    }

    /** The environment of a framework, as {@code ./isthmus fake} tells people to set it; for the rest, what is set by default. */
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "AWS_ECS_ENDPOINT",
                ecs.endpoint().toString(),
                "AWS_REGION",
                ecs.region(),
                "AWS_ACCESS_KEY_ID",
                "fake",
                "AWS_SECRET_ACCESS_KEY",
                "fake",
                "ISTHMUS_DEFAULT_IMAGE",
                "debian",
                "ISTHMUS_JOURNAL_DIR",
                directory.resolve("journal").toString()));
        environment.putAll(more);
        return environment;
    }

    /** The address of its ECS. */
    public String endpoint() {
        return ecs.endpoint().toString();
    }

    /** All tasks, those that have ended included. */
    public List<Task> tasks() {
        return ecs.tasks();
    }

    /** The tasks that run. */
    public List<Task> running() {
        return ecs.tasks().stream()
                .filter(task -> task.lastStatus().equals("RUNNING"))
                .toList();
    }

    /** Whether all that it has run has stopped. */
    public boolean hasEnded() {
        return ecs.tasks().stream().allMatch(task -> task.lastStatus().equals("STOPPED"));
    }

    /** What a task has printed, and how it stands, for the message of a failed test. */
    public String describe() {
        StringBuilder text = new StringBuilder();
        for (Task task : tasks()) {
            text.append("task ").append(task.lastStatus()).append(' ').append(task.stoppedReason());
            task.overrides()
                    .containerOverrides()
                    .forEach(each -> text.append("\n runs ").append(each.command()));
            task.containers()
                    .forEach(container -> text.append("\n container ")
                            .append(container.name())
                            .append(" exit code ")
                            .append(container.exitCode())
                            .append(' ')
                            .append(container.reason())
                            .append('\n')
                            .append(ecs.output(task.taskArn(), container.name())));
        }
        return text.toString();
    }

    /** The processes in its containers that are a JVM with this class in its command line. */
    public static List<ProcessHandle> processes(String mainClass) {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .filter(process -> process.info().commandLine().orElse("").contains(mainClass))
                .toList();
    }

    @Override
    public void close() {
        ecs.close();
    }
}
