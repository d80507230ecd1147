package dev.isthmus.master.failover;

import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.shell.HttpScheduler;
import dev.isthmus.mesos.messages.v1.Protos.FrameworkID;
import dev.isthmus.mesos.messages.v1.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.v1.Protos.Offer;
import dev.isthmus.mesos.messages.v1.Protos.Resource;
import dev.isthmus.mesos.messages.v1.Protos.TaskInfo;
import dev.isthmus.mesos.messages.v1.Protos.TaskState;
import dev.isthmus.mesos.messages.v1.Protos.TaskStatus;
import dev.isthmus.mesos.messages.v1.Protos.Value;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Event;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A framework that always wants some short tasks to run, and goes to whichever master leads. As a client that watches ZooKeeper, it leaves a master when it is told that
 * another one leads. It asks for all its tasks when it has subscribed. On a thread of its own, but for what is said of it.
 */
final class RestlessFramework implements AutoCloseable {

    private static final int LIVE = 6;
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Set<TaskState> TERMINAL = EnumSet.of(
            TaskState.TASK_FINISHED,
            TaskState.TASK_FAILED,
            TaskState.TASK_KILLED,
            TaskState.TASK_LOST,
            TaskState.TASK_ERROR,
            TaskState.TASK_DROPPED,
            TaskState.TASK_GONE);

    /** What it has been through with one master. */
    record Visit(InetSocketAddress master, long subscribed, long offered) {}

    private final String name;
    private final MediaType encoding;
    private final Supplier<Optional<InetSocketAddress>> leader;
    private final Thread thread;
    private final Map<String, List<TaskState>> ends = new TreeMap<>();
    private final Map<String, Offer> live = new LinkedHashMap<>();
    private final List<String> defects = new ArrayList<>();
    private FrameworkID id = FrameworkID.getDefaultInstance();
    private int number;
    private volatile boolean isDone;
    private volatile boolean isSated;
    private volatile Optional<HttpScheduler> connection = Optional.empty();
    private volatile Optional<Visit> visit = Optional.empty();

    RestlessFramework(String name, MediaType encoding, Supplier<Optional<InetSocketAddress>> leader) {
        this.name = name;
        this.encoding = encoding;
        this.leader = leader;
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Where it is subscribed; empty while it is nowhere. */
    Optional<Visit> visit() {
        return visit;
    }

    /** It starts nothing new. */
    void sate() {
        isSated = true;
    }

    /** How it was told that each of its tasks ended; those that live have an empty list. */
    Map<String, List<TaskState>> ends() {
        synchronized (ends) {
            Map<String, List<TaskState>> copy = new TreeMap<>();
            ends.forEach((task, states) -> copy.put(task, List.copyOf(states)));
            return copy;
        }
    }

    /** What it was told that it should not have been. */
    List<String> defects() {
        synchronized (ends) {
            return List.copyOf(defects);
        }
    }

    /** It hears that its master leads no more. */
    void leave() throws IOException {
        Optional<HttpScheduler> left = connection;
        if (left.isPresent()) {
            left.get().close();
        }
    }

    private void run() {
        while (!isDone) {
            Optional<InetSocketAddress> master = leader.get();
            if (master.isEmpty()) {
                pause();
                continue;
            }
            try (HttpScheduler scheduler = new HttpScheduler(master.get(), encoding)) {
                connection = Optional.of(scheduler);
                serve(master.get(), scheduler);
            } catch (IOException e) {
                pause();
            } finally {
                connection = Optional.empty();
                visit = Optional.empty();
            }
        }
    }

    private static void pause() {
        java.util.concurrent.locks.LockSupport.parkNanos(PAUSE.toNanos());
    }

    private void serve(InetSocketAddress master, HttpScheduler scheduler) throws IOException {
        FrameworkInfo.Builder info = HttpScheduler.info().setName(name).setFailoverTimeout(3600);
        if (!id.getValue().isEmpty()) {
            info.setId(id);
        }
        if (!scheduler.subscribe(info.build()).head().startsWith("HTTP/1.1 200")) {
            pause();
            return;
        }
        while (!isDone) {
            Event event = scheduler.next();
            switch (event.getType()) {
                case SUBSCRIBED -> {
                    id = event.getSubscribed().getFrameworkId();
                    visit = Optional.of(new Visit(master, System.nanoTime(), 0));
                    reconcile(scheduler);
                }
                case OFFERS -> {
                    Visit now = visit.orElseThrow();
                    if (now.offered() == 0) {
                        visit = Optional.of(new Visit(master, now.subscribed(), System.nanoTime()));
                    }
                    for (Offer offer : event.getOffers().getOffersList()) {
                        use(scheduler, offer);
                    }
                }
                case UPDATE -> take(scheduler, event.getUpdate().getStatus());
                case ERROR -> defect("error: " + event.getError().getMessage());
                default -> {}
            }
        }
    }

    private void defect(String what) {
        synchronized (ends) {
            defects.add(name + ": " + what);
        }
    }

    /** Asks for every task that lives, and for all that the master knows. */
    private void reconcile(HttpScheduler scheduler) throws IOException {
        call(scheduler, Call.Type.RECONCILE, call -> {
            live.forEach((task, offer) -> call.getReconcileBuilder()
                    .addTasksBuilder()
                    .setAgentId(offer.getAgentId())
                    .getTaskIdBuilder()
                    .setValue(task));
            call.getReconcileBuilder();
            return call;
        });
    }

    private void use(HttpScheduler scheduler, Offer offer) throws IOException {
        boolean fits = offer.getResourcesList().stream()
                .anyMatch(resource -> resource.getName().equals("cpus")
                        && resource.getScalar().getValue() >= 1);
        if (isSated || !fits || live.size() >= LIVE) {
            call(scheduler, Call.Type.DECLINE, call -> {
                call.getDeclineBuilder()
                        .addOfferIds(offer.getId())
                        .getFiltersBuilder()
                        .setRefuseSeconds(1);
                return call;
            });
            return;
        }
        String task = name + "-" + number++;
        live.put(task, offer);
        synchronized (ends) {
            ends.put(task, new ArrayList<>());
        }
        call(scheduler, Call.Type.ACCEPT, call -> {
            call.getAcceptBuilder()
                    .addOfferIds(offer.getId())
                    .addOperations(launch(task, offer))
                    .getFiltersBuilder()
                    .setRefuseSeconds(0);
            return call;
        });
    }

    private static Offer.Operation launch(String task, Offer offer) {
        TaskInfo.Builder info = TaskInfo.newBuilder().setName("restless").setAgentId(offer.getAgentId());
        info.getTaskIdBuilder().setValue(task);
        info.getCommandBuilder()
                .setValue("true")
                .getEnvironmentBuilder()
                .addVariablesBuilder()
                .setName(StartedTasks.ID)
                .setValue(task);
        for (String resource : List.of("cpus", "mem")) {
            info.addResources(Resource.newBuilder()
                    .setName(resource)
                    .setType(Value.Type.SCALAR)
                    .setScalar(Value.Scalar.newBuilder().setValue(resource.equals("cpus") ? 1 : 64)));
        }
        return Offer.Operation.newBuilder()
                .setType(Offer.Operation.Type.LAUNCH)
                .setLaunch(Offer.Operation.Launch.newBuilder().addTaskInfos(info))
                .build();
    }

    private void take(HttpScheduler scheduler, TaskStatus status) throws IOException {
        String task = status.getTaskId().getValue();
        if (TERMINAL.contains(status.getState())) {
            live.remove(task);
            synchronized (ends) {
                ends.computeIfAbsent(task, id -> new ArrayList<>()).add(status.getState());
            }
        }
        if (status.hasUuid()) {
            call(scheduler, Call.Type.ACKNOWLEDGE, call -> {
                call.getAcknowledgeBuilder()
                        .setAgentId(status.getAgentId())
                        .setTaskId(status.getTaskId())
                        .setUuid(status.getUuid());
                return call;
            });
        }
    }

    /** A call that the master does not take is one that got lost: the stream is about to end. */
    private void call(HttpScheduler scheduler, Call.Type type, UnaryOperator<Call.Builder> change) throws IOException {
        String answer = scheduler.call(type, change);
        if (!answer.startsWith("202")) {
            throw new IOException(type + " is answered " + answer);
        }
    }

    @Override
    public void close() throws IOException {
        isDone = true;
        leave();
    }
}
