package dev.isthmus.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A small framework with one task, written and compiled against one flavour of Mesos's classes as a user would, with the packaged driver first on its class path and
 * nothing else of ours beside it.
 */
final class FlavouredFramework implements AutoCloseable {

    private static final long SECONDS = 120;

    private static final String SOURCE = """
            import java.util.*;
            import java.util.function.Consumer;
            import org.apache.mesos.*;
            import org.apache.mesos.Protos.*;

            public class OneTask implements Scheduler {
                private static Consumer<String> out;
                private static SchedulerDriver driver;
                private boolean launched;

                public static void start(String name, String master, double patience, Consumer<String> told) {
                    out = told;
                    FrameworkInfo info = FrameworkInfo.newBuilder().setUser("").setName(name).setFailoverTimeout(patience).build();
                    driver = new MesosSchedulerDriver(new OneTask(), info, master);
                    driver.start();
                }
                public static void kill() { driver.killTask(TaskID.newBuilder().setValue("one").build()); }
                public static void reconcile() { driver.reconcileTasks(new ArrayList<TaskStatus>()); }
                public static String stop() { driver.stop(); return driver.join().toString(); }

                public void registered(SchedulerDriver d, FrameworkID id, MasterInfo master) { out.accept("registered"); }
                public void reregistered(SchedulerDriver d, MasterInfo master) { out.accept("reregistered"); }
                public void disconnected(SchedulerDriver d) { out.accept("disconnected"); }
                public void resourceOffers(SchedulerDriver d, List<Offer> offers) {
                    for (Offer offer : offers) {
                        if (launched) {
                            d.declineOffer(offer.getId());
                            continue;
                        }
                        launched = true;
                        TaskInfo task = TaskInfo.newBuilder().setName("one").setTaskId(TaskID.newBuilder().setValue("one"))
                                .setSlaveId(offer.getSlaveId())
                                .addResources(amount("cpus", 0.1)).addResources(amount("mem", 64))
                                .setCommand(CommandInfo.newBuilder().setValue("sleep 1000")).build();
                        d.launchTasks(Collections.singletonList(offer.getId()), Collections.singletonList(task));
                    }
                }
                private static Resource.Builder amount(String name, double value) {
                    return Resource.newBuilder().setName(name).setType(Value.Type.SCALAR).setRole("*")
                            .setScalar(Value.Scalar.newBuilder().setValue(value));
                }
                public void statusUpdate(SchedulerDriver d, TaskStatus status) { out.accept(status.getState().toString()); }
                public void offerRescinded(SchedulerDriver d, OfferID id) {}
                public void frameworkMessage(SchedulerDriver d, ExecutorID e, SlaveID s, byte[] data) {}
                public void slaveLost(SchedulerDriver d, SlaveID s) {}
                public void executorLost(SchedulerDriver d, ExecutorID e, SlaveID s, int status) {}
                public void error(SchedulerDriver d, String message) { out.accept("error " + message); }
            }
            """;

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final URLClassLoader loader;
    private final Class<?> program;
    private final String name;

    /**
     * Compiles it.
     *
     * @param flavour of the driver's trials
     * @param folder for its source and class
     */
    FlavouredFramework(String flavour, Path folder) throws Exception {
        name = "one-task-" + System.identityHashCode(this);
        List<Path> places = new ArrayList<>(List.of(CliProcess.DRIVER.resolve("target/isthmus-driver.jar"), folder));
        try (Stream<Path> jars = Files.list(CliProcess.DRIVER.resolve("target/frameworks/" + flavour))) {
            jars.sorted().forEach(places::add);
        }
        compile(places, Files.writeString(folder.resolve("OneTask.java"), SOURCE), folder);
        List<URL> urls = new ArrayList<>();
        for (Path place : places) {
            urls.add(place.toUri().toURL());
        }
        loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        program = loader.loadClass("OneTask");
    }

    private static void compile(List<Path> places, Path source, Path folder) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        String classPath =
                places.stream().map(Path::toString).collect(Collectors.joining(System.getProperty("path.separator")));
        try (var files = javac.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            boolean compiled = javac.getTask(
                            messages,
                            files,
                            null,
                            List.of("-proc:none", "-nowarn", "-cp", classPath, "-d", folder.toString()),
                            null,
                            files.getJavaFileObjects(source))
                    .call();
            assertThat(compiled).as(messages.toString()).isTrue();
        }
    }

    /**
     * Starts it.
     *
     * @param master its master argument
     * @param patience its failover timeout in seconds
     */
    void start(String master, double patience) throws ReflectiveOperationException {
        Consumer<String> out = told::add;
        program.getMethod("start", String.class, String.class, double.class, Consumer.class)
                .invoke(null, name, master, patience, out);
    }

    /** Calls one of its methods: {@code kill}, {@code reconcile} or {@code stop}. */
    Object call(String method) throws ReflectiveOperationException {
        return program.getMethod(method).invoke(null);
    }

    /** Waits for what it is told next; what is told again, and that a task starts or is being killed, is passed over. */
    void await(String wanted) throws InterruptedException {
        List<String> passed = new ArrayList<>();
        for (String line = next(); !line.equals(wanted); line = next()) {
            passed.add(line);
            assertThat(line)
                    .as("%s is wanted after %s", wanted, passed)
                    .isIn("TASK_STAGING", "TASK_STARTING", "TASK_KILLING", "TASK_RUNNING");
        }
    }

    private String next() throws InterruptedException {
        String line = told.poll(SECONDS, TimeUnit.SECONDS);
        return line == null ? "nothing in " + SECONDS + " s" : line;
    }

    /** Waits for the threads of a stopped driver: what they still do needs its classes. */
    @Override
    public void close() throws IOException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().endsWith(name)) {
                try {
                    thread.join(TimeUnit.SECONDS.toMillis(SECONDS));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
        loader.close();
    }
}
