package dev.isthmus.cli;

import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./isthmus fake}: the fake cluster alone, until it is interrupted. */
@Command(
        name = "fake",
        description = "Starts a fake ECS cluster on this machine and prints what to export to use it.",
        mixinStandardHelpOptions = true)
final class FakeCommand implements Callable<Integer> {

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    @Option(names = "--instances", paramLabel = "N", description = "Container instances (default: ${DEFAULT-VALUE}).")
    private int instances = 3;

    @Option(
            names = "--cpu",
            paramLabel = "UNITS",
            description = "CPU units of each, 1024 to a CPU (default: ${DEFAULT-VALUE}).")
    private int cpu = 4096;

    @Option(names = "--memory", paramLabel = "MIB", description = "MiB of memory of each (default: ${DEFAULT-VALUE}).")
    private int memory = 8192;

    @Option(names = "--cluster", paramLabel = "NAME", description = "Its name (default: ${DEFAULT-VALUE}).")
    private String cluster = "default";

    @Option(names = "--port", description = "Port on loopback to listen on (default: a free one).")
    private int port;

    @Override
    public Integer call() throws InterruptedException {
        FakeEcsConfig config = config();
        PrintStream out = System.out;
        try (FakeEcs ecs = FakeEcs.start(config)) {
            // An interrupt ends the JVM without unwinding this; the tasks' processes must not outlive it.
            Runtime.getRuntime().addShutdownHook(new Thread(ecs::close, "fake-ecs-shutdown"));
            out.print(announcement(ecs, instances, cpu, memory));
            out.flush();
            TaskWatch watch = new TaskWatch(out);
            CountDownLatch never = new CountDownLatch(1);
            while (!never.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                watch.look(ecs.tasks());
            }
        }
        return 0;
    }

    private FakeEcsConfig config() {
        if (instances < 0) {
            throw new ParameterException(spec.commandLine(), "--instances " + instances + ": want 0 or more");
        }
        try {
            FakeEcsConfig.Builder config =
                    FakeEcsConfig.builder().clusterName(cluster).port(port);
            for (int i = 0; i < instances; i++) {
                config.instance(InstanceSpec.of(cpu, memory));
            }
            return config.build();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    static String announcement(FakeEcs ecs, int instances, int cpu, int memory) {
        return """
                A fake ECS cluster is up: %3$d container instances of %4$d CPU units and %5$d MiB each.
                Its containers are processes of this machine, run as you.

                Export this where your framework runs:

                  export AWS_ECS_ENDPOINT=%1$s
                  export AWS_ECS_CLUSTER=%2$s
                  export AWS_REGION=%6$s
                  export AWS_ACCESS_KEY_ID=fake
                  export AWS_SECRET_ACCESS_KEY=fake
                  export ISTHMUS_DEFAULT_IMAGE=busybox

                The aws command line can look at it too:

                  aws ecs list-tasks --cluster %2$s --endpoint-url %1$s

                Ctrl-C stops it, and everything that it runs.

                """.formatted(ecs.endpoint(), ecs.clusterName(), instances, cpu, memory, ecs.region());
    }
}
