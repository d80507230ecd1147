package dev.isthmus.simulation.kind;

import dev.isthmus.mesos.FrameworkDriver;
import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.Filters;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.simulation.framework.FrameworkSession;
import dev.isthmus.simulation.framework.Tasks;
import dev.isthmus.simulation.time.Draws;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One life of a framework that keeps its book: it asks after its tasks when it comes back, and fills the offers that suit it. */
abstract class BookedLife implements SchedulerCallbacks {

    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration SHORT = Duration.ofSeconds(20);
    static final Duration LONG = Duration.ofMinutes(3);

    private final BookedFramework framework;
    private final FrameworkSession session;

    BookedLife(BookedFramework framework, FrameworkSession session) {
        this.framework = framework;
        this.session = session;
    }

    final FrameworkSession session() {
        return session;
    }

    final FrameworkDriver driver() {
        return session.driver();
    }

    final Draws draws() {
        return session.draws();
    }

    /** Does something again and again, as long as the framework launches. */
    final void often(Duration least, Duration most, Runnable action) {
        session.after(draws().between(least, most), () -> {
            if (framework.isLaunching()) {
                action.run();
                often(least, most, action);
            }
        });
    }

    /** After what another of its processes has launched, too, which may have been replaced by then. */
    private void askNowAndThen() {
        session.after(draws().between(seconds(45), seconds(75)), () -> {
            askForAll();
            askNowAndThen();
        });
    }

    final void askForAll() {
        if (framework.tasks().size() > 0) {
            driver().reconcileTasks(Tasks.asked(framework.tasks().ids()));
        }
    }

    /** Kills one of its tasks. */
    final void killOne() {
        List<String> ids = framework.tasks().ids();
        if (!ids.isEmpty()) {
            kill(ids.get(draws().below(ids.size())));
        }
    }

    final void kill(String id) {
        driver().killTask(TaskID.newBuilder().setValue(id).build());
    }

    final void decline(Offer offer, int seconds) {
        driver().declineOffer(offer.getId(), refusing(seconds));
    }

    static Filters refusing(int seconds) {
        return Filters.newBuilder().setRefuseSeconds(seconds).build();
    }

    static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    /** Tasks of any size and length for what there is, on the agent of this offer; perhaps none. */
    List<TaskInfo> fill(Offer offer, double cpus, double memory) {
        return fill(offer, cpus, memory, 6);
    }

    /** The same; before each task, one in so many times it has enough. */
    final List<TaskInfo> fill(Offer offer, double cpus, double memory, int enoughOneIn) {
        List<TaskInfo> tasks = new ArrayList<>();
        double cpusLeft = cpus;
        double memoryLeft = memory;
        while (framework.hasRoom() && !draws().oneIn(enoughOneIn)) {
            double wantedCpus = draws().between(1, 8) / 8.0;
            double wantedMemory = draws().between(1, 8) * 64.0;
            if (wantedCpus > cpusLeft || wantedMemory > memoryLeft) {
                break;
            }
            cpusLeft -= wantedCpus;
            memoryLeft -= wantedMemory;
            tasks.add(task(offer, wantedCpus, wantedMemory, anyLength()));
        }
        return tasks;
    }

    final Duration anyLength() {
        return draws().oneIn(3) ? draws().between(SHORT, LONG) : draws().between(SHORTEST, SHORT);
    }

    /** A task; one in ten fails. */
    final TaskInfo task(Offer offer, double cpus, double memory, Duration length) {
        return Tasks.of(
                framework.tasks().next(session.isCurrent()), offer, cpus, memory, length, draws().oneIn(10) ? 1 : 0);
    }

    /** Answers an offer with tasks, or declines it if there are none. */
    final void answer(Offer offer, List<TaskInfo> tasks, int seconds) {
        if (tasks.isEmpty()) {
            decline(offer, seconds);
        } else {
            driver().launchTasks(List.of(offer.getId()), tasks, refusing(seconds));
        }
    }

    @Override
    public void registered(FrameworkID frameworkId, MasterInfo master) {
        askForAll();
        askNowAndThen();
    }

    @Override
    public void reregistered(MasterInfo master) {
        askForAll();
    }

    @Override
    public void disconnected() {}

    @Override
    public void resourceOffers(List<Offer> offers) {
        for (Offer offer : offers) {
            answer(offer, fill(offer, Tasks.amount(offer, "cpus"), Tasks.amount(offer, "mem")), draws().between(1, 6));
        }
    }

    @Override
    public void offerRescinded(OfferID offerId) {}

    @Override
    public void statusUpdate(TaskStatus status) {
        if (session.isCurrent()) {
            framework.tasks().told(status);
        }
    }

    @Override
    public void frameworkMessage(ExecutorID executorId, SlaveID slaveId, byte[] data) {}

    @Override
    public void slaveLost(SlaveID slaveId) {}

    @Override
    public void executorLost(ExecutorID executorId, SlaveID slaveId, int status) {}

    @Override
    public void error(String message) {}
}
