package dev.isthmus.driver.sharing;

import dev.isthmus.mesos.messages.Protos.CommandInfo;
import dev.isthmus.mesos.messages.Protos.Filters;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.Value;
import dev.isthmus.mesos.shell.SteppedDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A job that takes its executors as Spark 2's coarse-grained scheduler does: as many as it wants and an offer holds, none any more from an agent
 * on which two of them failed, for ever, and a loss is a failure; surplus offers are declined, and revived after every end.
 */
final class SparkJob extends QuietCallbacks {

    private static final int MOST_FAILURES = 2;
    private static final double DECLINE_SECONDS = 5;
    private static final double DECLINE_WHEN_FULL_SECONDS = 120;

    private final SharingWorld world;
    private final int wanted;
    private final int cores;
    private final SteppedDriver driver;
    private final Map<String, String> executors = new LinkedHashMap<>();
    private final Set<String> running = new HashSet<>();
    private final Map<String, Integer> failures = new HashMap<>();
    private Duration left;
    private int launched;
    private final Instant begun;
    Instant done = Instant.MAX;
    final List<TaskStatus> updates = new ArrayList<>();

    /**
     * Begins it.
     *
     * @param wanted how many executors it wants
     * @param cores of each
     * @param work how long all of them have to run, one counted with another
     */
    SparkJob(SharingWorld world, String name, int wanted, int cores, Duration work) {
        this.world = world;
        this.wanted = wanted;
        this.cores = cores;
        this.left = work;
        this.begun = world.now();
        this.driver = world.driver(
                FrameworkInfo.newBuilder().setUser("spark").setName(name).build(), this);
        driver.driver().start();
        work();
    }

    boolean isDone() {
        return !done.equals(Instant.MAX);
    }

    /** On how many agents it takes no executor any more. */
    long blacklisted() {
        return failures.values().stream()
                .filter(count -> count >= MOST_FAILURES)
                .count();
    }

    long lost() {
        return updates.stream()
                .filter(status -> status.getState() == TaskState.TASK_LOST)
                .count();
    }

    Duration took() {
        return Duration.between(begun, done);
    }

    private void work() {
        world.after(Duration.ofSeconds(1), () -> {
            left = left.minusSeconds(running.size());
            if (left.isNegative() || left.isZero()) {
                done = world.now();
                driver.driver().stop(false);
            } else {
                work();
            }
        });
    }

    @Override
    public void resourceOffers(List<Offer> offers) {
        for (Offer offer : offers) {
            String agent = offer.getSlaveId().getValue();
            double cpus = scalar(offer, "cpus");
            double mem = scalar(offer, "mem");
            List<TaskInfo> tasks = new ArrayList<>();
            while (executors.size() < wanted
                    && failures.getOrDefault(agent, 0) < MOST_FAILURES
                    && cpus >= cores
                    && mem >= memory()) {
                cpus -= cores;
                mem -= memory();
                TaskInfo task = executor(offer.getSlaveId());
                executors.put(task.getTaskId().getValue(), agent);
                tasks.add(task);
            }
            double seconds = executors.size() >= wanted ? DECLINE_WHEN_FULL_SECONDS : DECLINE_SECONDS;
            if (tasks.isEmpty()) {
                driver.driver()
                        .declineOffer(
                                offer.getId(),
                                Filters.newBuilder().setRefuseSeconds(seconds).build());
            } else {
                driver.driver().launchTasks(List.of(offer.getId()), tasks, Filters.getDefaultInstance());
            }
        }
    }

    private double memory() {
        return 1024.0 * cores;
    }

    private TaskInfo executor(SlaveID agent) {
        String id = Integer.toString(launched++);
        return TaskInfo.newBuilder()
                .setName("executor " + id)
                .setTaskId(TaskID.newBuilder().setValue(id))
                .setSlaveId(agent)
                .addResources(resource("cpus", cores))
                .addResources(resource("mem", memory()))
                .setCommand(CommandInfo.newBuilder().setValue("executor"))
                .build();
    }

    private static Resource resource(String name, double value) {
        return Resource.newBuilder()
                .setName(name)
                .setType(Value.Type.SCALAR)
                .setScalar(Value.Scalar.newBuilder().setValue(value))
                .build();
    }

    private static double scalar(Offer offer, String name) {
        return offer.getResourcesList().stream()
                .filter(resource -> resource.getName().equals(name))
                .mapToDouble(resource -> resource.getScalar().getValue())
                .sum();
    }

    @Override
    public void statusUpdate(TaskStatus status) {
        updates.add(status);
        String id = status.getTaskId().getValue();
        switch (status.getState()) {
            case TASK_RUNNING -> running.add(id);
            case TASK_STAGING, TASK_STARTING -> {}
            case TASK_LOST, TASK_FAILED -> {
                failures.merge(String.valueOf(executors.get(id)), 1, Integer::sum);
                ended(id);
            }
            default -> ended(id);
        }
    }

    private void ended(String id) {
        executors.remove(id);
        running.remove(id);
        driver.driver().reviveOffers();
    }
}
