package dev.isthmus.driver.e2e;

import dev.isthmus.driver.bundle.Bundle;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.mesos.MesosSchedulerDriver;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.TaskState;
import org.apache.mesos.Protos.TaskStatus;
import org.apache.mesos.SchedulerDriver;

/**
 * The bundle's classes as the JVM keeps them once it has loaded and verified them: an archive for its class data sharing, made once a build. A child maps it
 * where it would load thousands of classes again, which is half of the processor time it takes to start. Without the archive it does the same, slower; so what
 * goes wrong here is said on standard error, and fails no test.
 */
final class ClassArchive {

    private static final Path ARCHIVE = Bundle.JAR.resolveSibling("isthmus-driver.jsa");
    private static final long SECONDS = 300;

    private static boolean tried;

    private ClassArchive() {}

    /** What a command line whose class path begins with the bundle says of it: nothing while another JVM of the build makes it, or where it cannot be made. */
    static synchronized List<String> options() {
        if (!isFresh() && !tried) {
            tried = true;
            unlessAnotherDoes()
                    .ifPresent(problem -> System.err.println("children load all classes themselves: " + problem));
        }
        return isFresh() ? List.of("-XX:SharedArchiveFile=" + ARCHIVE) : List.of();
    }

    private static boolean isFresh() {
        try {
            return Files.exists(ARCHIVE)
                    && Files.getLastModifiedTime(ARCHIVE).compareTo(Files.getLastModifiedTime(Bundle.JAR)) > 0;
        } catch (IOException e) {
            return false; // it is being replaced
        }
    }

    /** Makes it; answers what was in the way. */
    private static Optional<String> unlessAnotherDoes() {
        Path lock = ARCHIVE.resolveSibling("isthmus-driver.jsa.lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            return held == null || isFresh() ? Optional.empty() : make();
        } catch (IOException e) {
            return Optional.of(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(e.toString());
        }
    }

    private static Optional<String> make() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(ARCHIVE.getParent(), "classes");
        Path classes = folder.resolve("loaded.txt");
        try (FakeEcs ecs = FakeEcs.start(FakeEcsConfig.twoSmallInstances());
                Child child = Child.start(
                        List.of("-Xshare:off", "-XX:DumpLoadedClassList=" + classes),
                        Bundle.JAR,
                        Clusters.environment(ecs),
                        OneTask.class)) {
            if (child.exit() != 0) {
                return Optional.of(child.output());
            }
        }
        Path made = folder.resolve("made.jsa");
        Path output = folder.resolve("output.txt");
        List<String> command = new ArrayList<>(Bundle.java());
        command.addAll(List.of(
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + classes,
                "-XX:SharedArchiveFile=" + made,
                "-cp",
                // Nothing after it: what a child has behind the bundle may differ.
                Bundle.JAR.toString()));
        Process dump = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!dump.waitFor(SECONDS, TimeUnit.SECONDS) || dump.exitValue() != 0) {
            dump.destroyForcibly();
            return Optional.of("see " + output);
        }
        Files.move(made, ARCHIVE, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return Optional.empty();
    }

    /** A framework whose JVM loads what most children do: it is registered, launches a task, is told that it runs, and stops. */
    static final class OneTask extends Program {

        private boolean launched;

        private OneTask() {}

        public static void main(String[] arguments) {
            FrameworkInfo info =
                    FrameworkInfo.newBuilder().setUser("").setName("one task").build();
            new MesosSchedulerDriver(new OneTask(), info, "ecs://default").run();
        }

        @Override
        public void resourceOffers(SchedulerDriver driver, List<Offer> offers) {
            Offer offer = offers.get(0);
            if (!launched) {
                launched = true;
                driver.launchTasks(
                        List.of(offer.getId()),
                        List.of(TaskMessages.shell("one", "sleep 1000")
                                .setSlaveId(offer.getSlaveId())
                                .build()));
            }
        }

        @Override
        public void statusUpdate(SchedulerDriver driver, TaskStatus status) {
            if (status.getState() == TaskState.TASK_RUNNING) {
                driver.stop();
            }
        }
    }
}
