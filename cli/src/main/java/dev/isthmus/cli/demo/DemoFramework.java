package dev.isthmus.cli.demo;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.mesos.Protos.CommandInfo;
import org.apache.mesos.Protos.Environment;
import org.apache.mesos.Protos.ExecutorID;
import org.apache.mesos.Protos.FrameworkID;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Protos.MasterInfo;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.OfferID;
import org.apache.mesos.Protos.SlaveID;
import org.apache.mesos.Protos.TaskID;
import org.apache.mesos.Protos.TaskInfo;
import org.apache.mesos.Protos.TaskState;
import org.apache.mesos.Protos.TaskStatus;
import org.apache.mesos.Scheduler;
import org.apache.mesos.SchedulerDriver;

/**
 * A Mesos framework as people write them: it knows {@code org.apache.mesos} and nothing of ECS or Isthmus. It packs its tasks into the offers
 * in their order, kills the ones that are planned to be killed as soon as they run, and stops when all have ended.
 */
final class DemoFramework implements Scheduler {

    private final List<PlannedTask> waiting;
    private final List<PlannedTask> all;
    private final Board board;
    private final Display display;
    private final InstantSource clock;

    DemoFramework(List<PlannedTask> tasks, Board board, Display display, InstantSource clock) {
        this.all = List.copyOf(tasks);
        this.waiting = new ArrayList<>(tasks);
        this.board = board;
        this.display = display;
        this.clock = clock;
    }

    static FrameworkInfo info() {
        return FrameworkInfo.newBuilder().setName("isthmus-demo").setUser("").build();
    }

    @Override
    public void registered(SchedulerDriver driver, FrameworkID frameworkId, MasterInfo masterInfo) {
        display.registered(
                frameworkId.getValue(), masterInfo.getHostname() + ":" + masterInfo.getPort(), clock.instant());
    }

    @Override
    public void resourceOffers(SchedulerDriver driver, List<Offer> offers) {
        board.offered(offers.size());
        for (Offer offer : offers) {
            display.offered(offer, clock.instant());
            OfferShare left = new OfferShare(offer);
            List<TaskInfo> launching = new ArrayList<>();
            for (Iterator<PlannedTask> next = waiting.iterator(); next.hasNext(); ) {
                PlannedTask task = next.next();
                if (left.fits(task)) {
                    launching.add(taskInfo(task, offer, left));
                    board.launched(task.name(), offer.getSlaveId().getValue(), clock.instant());
                    display.launched(task, offer, clock.instant());
                    next.remove();
                }
            }
            if (launching.isEmpty()) {
                driver.declineOffer(offer.getId());
            } else {
                driver.launchTasks(List.of(offer.getId()), launching);
            }
        }
        if (waiting.isEmpty()) {
            driver.suppressOffers();
        }
    }

    private static TaskInfo taskInfo(PlannedTask task, Offer offer, OfferShare left) {
        OfferShare.Part part = left.take(task);
        CommandInfo.Builder command = CommandInfo.newBuilder().setShell(true).setValue(task.line());
        if (!part.ports().isEmpty()) {
            command.setEnvironment(Environment.newBuilder()
                    .addVariables(Environment.Variable.newBuilder()
                            .setName("PORT0")
                            .setValue(Long.toString(part.ports().get(0)))));
        }
        return TaskInfo.newBuilder()
                .setName(task.name())
                .setTaskId(TaskID.newBuilder().setValue(task.name()))
                .setSlaveId(offer.getSlaveId())
                .addAllResources(part.resources())
                .setCommand(command)
                .build();
    }

    @Override
    public void statusUpdate(SchedulerDriver driver, TaskStatus status) {
        display.changed(status, clock.instant());
        String id = status.getTaskId().getValue();
        if (status.getState() == TaskState.TASK_RUNNING) {
            all.stream()
                    .filter(task -> task.name().equals(id) && task.expected() == TaskState.TASK_KILLED)
                    .forEach(task -> {
                        display.killing(task, clock.instant());
                        driver.killTask(status.getTaskId());
                    });
        }
        if (board.changed(id, status.getState(), status.getMessage(), clock.instant())) {
            driver.stop();
        }
    }

    @Override
    public void error(SchedulerDriver driver, String message) {
        board.failed(message);
    }

    @Override
    public void reregistered(SchedulerDriver driver, MasterInfo masterInfo) {
        // Nothing was lost, so nothing is to be done.
    }

    @Override
    public void offerRescinded(SchedulerDriver driver, OfferID offerId) {
        // Offers are used or declined at once, so a rescinded one is never in hand.
    }

    @Override
    public void frameworkMessage(SchedulerDriver driver, ExecutorID executorId, SlaveID slaveId, byte[] data) {
        // There are no executors to send any.
    }

    @Override
    public void disconnected(SchedulerDriver driver) {
        // The driver reconnects by itself.
    }

    @Override
    public void slaveLost(SchedulerDriver driver, SlaveID slaveId) {
        // Its tasks are reported one by one.
    }

    @Override
    public void executorLost(SchedulerDriver driver, ExecutorID executorId, SlaveID slaveId, int status) {
        // There are no executors.
    }
}
