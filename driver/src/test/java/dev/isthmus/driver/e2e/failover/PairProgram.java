package dev.isthmus.driver.e2e.failover;

import dev.isthmus.driver.bundle.ClassFiles;
import dev.isthmus.driver.e2e.Program;
import dev.isthmus.driver.e2e.TaskMessages;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.mesos.MesosSchedulerDriver;
import org.apache.mesos.Protos.Filters;
import org.apache.mesos.Protos.FrameworkID;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Protos.MasterInfo;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.SlaveID;
import org.apache.mesos.Protos.TaskID;
import org.apache.mesos.Protos.TaskInfo;
import org.apache.mesos.Protos.TaskState;
import org.apache.mesos.Protos.TaskStatus;
import org.apache.mesos.SchedulerDriver;

/**
 * One of a pair, for a JVM of its own, that does with its driver what Marathon does: it acknowledges explicitly, writes down a task before it launches
 * it, asks for all it has written down when it is registered, and asks for made-up tasks on made-up agents to see that there is a master. It leads when
 * its input says {@code lead}, launches no more when that says {@code settle}, and ends with it.
 */
final class PairProgram extends Program {

    /** After so long without an answer Marathon has missed a beat; of five it dies. */
    static final long INTERVAL_MILLIS = 15_000;

    /** So many tasks are to live. */
    private static final int ALIVE = 8;

    private static final int MISSES = 5;
    private static final long BEAT_MILLIS = 250;
    private static final String PACEMAKER = "fake-marathon-pacemaker-";

    private final Path store;
    private final Set<String> unended = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> beats = new ConcurrentHashMap<>();
    private final Timer timer = new Timer("heartbeat", true);
    private final SchedulerDriver driver;
    private volatile boolean settling;
    private int beat;
    private int answered;

    private PairProgram(Path store) {
        this.store = store;
        this.driver = new MesosSchedulerDriver(
                this,
                FrameworkInfo.newBuilder()
                        .setUser("")
                        .setName("pair")
                        .setId(FrameworkID.newBuilder().setValue("the pair"))
                        .setFailoverTimeout(604_800)
                        .setCheckpoint(true)
                        .addCapabilities(FrameworkInfo.Capability.newBuilder()
                                .setType(FrameworkInfo.Capability.Type.PARTITION_AWARE))
                        .build(),
                "ecs://default",
                false);
    }

    public static void main(String[] arguments) throws IOException {
        PairProgram program = new PairProgram(Path.of(arguments[0]));
        print("ready, version " + version());
        try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                if (line.equals("lead")) {
                    program.lead();
                } else {
                    program.settling = true;
                    program.settle();
                }
            }
        }
        Runtime.getRuntime().halt(0);
    }

    /** Of the bundle; the package knows that of Mesos's own jar. */
    private static String version() throws IOException {
        try (JarFile bundle =
                new JarFile(ClassFiles.home(MesosSchedulerDriver.class).toFile())) {
            return bundle.getManifest().getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
        }
    }

    private void lead() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> driver.stop(true)));
        driver.start();
    }

    /** What is written down of a task: where it was to run, and each state it was told. */
    static List<String> lines(Path task) {
        try {
            return Files.readAllLines(task);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All tasks that were written down. */
    static List<Path> tasks(Path store) {
        try (Stream<Path> files = Files.list(store)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether nothing comes after it, for Marathon. */
    static boolean isEnd(String state) {
        return state.startsWith("TASK_")
                && switch (TaskState.valueOf(state)) {
                    case TASK_STAGING, TASK_STARTING, TASK_RUNNING, TASK_KILLING, TASK_UNREACHABLE -> false;
                    default -> true;
                };
    }

    private void write(String task, String line) {
        try {
            Files.writeString(store.resolve(task), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void registered(SchedulerDriver caller, FrameworkID id, MasterInfo master) {
        print("registered");
        List<TaskStatus> stored = new ArrayList<>();
        for (Path task : tasks(store)) {
            List<String> lines = lines(task);
            if (lines.stream().noneMatch(PairProgram::isEnd)) {
                String name = task.getFileName().toString();
                unended.add(name);
                stored.add(status(name, lines.isEmpty() ? "" : lines.get(0)));
            }
        }
        if (!stored.isEmpty()) {
            caller.reconcileTasks(stored);
        }
        caller.reconcileTasks(List.of());
        timer.scheduleAtFixedRate(
                new TimerTask() {
                    @Override
                    public void run() {
                        beat();
                    }
                },
                0,
                BEAT_MILLIS);
    }

    private static TaskStatus status(String task, String agent) {
        return TaskStatus.newBuilder()
                .setTaskId(TaskID.newBuilder().setValue(task))
                .setSlaveId(SlaveID.newBuilder().setValue(agent))
                .setState(TaskState.TASK_STAGING)
                .build();
    }

    /** Marathon does so when it has heard nothing for 15 s. */
    private void beat() {
        long now = System.nanoTime();
        long missed = beats.values().stream()
                .filter(asked -> now - asked > TimeUnit.MILLISECONDS.toNanos(INTERVAL_MILLIS))
                .count();
        if (missed > 0) {
            print("missed " + missed);
        }
        if (missed * BEAT_MILLIS > MISSES * INTERVAL_MILLIS) {
            print("gave up");
            Runtime.getRuntime().halt(103);
        }
        beat++;
        String task = PACEMAKER + "task-" + beat + "-" + UUID.randomUUID();
        beats.put(task, now);
        driver.reconcileTasks(List.of(status(task, PACEMAKER + "agent-" + UUID.randomUUID())));
    }

    @Override
    public void resourceOffers(SchedulerDriver caller, List<Offer> offers) {
        for (Offer offer : offers) {
            List<TaskInfo> tasks = new ArrayList<>();
            while (!settling && tasks.size() < 2 && unended.size() < ALIVE) {
                String task = "task-" + UUID.randomUUID();
                unended.add(task);
                write(task, offer.getSlaveId().getValue());
                tasks.add(TaskMessages.shell(task, "sleep 1")
                        .setSlaveId(offer.getSlaveId())
                        .build());
            }
            caller.acceptOffers(
                    List.of(offer.getId()),
                    List.of(Offer.Operation.newBuilder()
                            .setType(Offer.Operation.Type.LAUNCH)
                            .setLaunch(Offer.Operation.Launch.newBuilder().addAllTaskInfos(tasks))
                            .build()),
                    Filters.newBuilder().setRefuseSeconds(0).build());
        }
    }

    @Override
    public void statusUpdate(SchedulerDriver caller, TaskStatus status) {
        String task = status.getTaskId().getValue();
        if (task.startsWith(PACEMAKER)) {
            answered(task, status);
        } else {
            String state = status.getState().toString();
            write(task, state);
            print(task + " is " + state);
            if (isEnd(state)) {
                unended.remove(task);
                settle();
            }
        }
        caller.acknowledgeStatusUpdate(status);
    }

    private void answered(String task, TaskStatus status) {
        boolean expected = (status.getState() == TaskState.TASK_UNKNOWN || status.getState() == TaskState.TASK_LOST)
                && status.getSource() == TaskStatus.Source.SOURCE_MASTER
                && status.getReason() == TaskStatus.Reason.REASON_RECONCILIATION
                && status.getSlaveId().getValue().startsWith(PACEMAKER);
        Long asked = expected ? beats.remove(task) : null;
        if (asked == null) {
            print("not an answer to a heartbeat: " + status);
            return;
        }
        answered++;
        boolean inOrder = task.startsWith(PACEMAKER + "task-" + answered + "-");
        print((inOrder ? "beat " : "beat out of order ") + answered + " after "
                + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - asked) + " ms");
    }

    private void settle() {
        if (settling && unended.isEmpty()) {
            print("settled");
        }
    }
}
