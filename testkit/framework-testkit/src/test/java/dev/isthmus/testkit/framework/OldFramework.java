package dev.isthmus.testkit.framework;

import static dev.isthmus.testkit.framework.expect.Expect.declinedAll;
import static dev.isthmus.testkit.framework.expect.Expect.killed;
import static dev.isthmus.testkit.framework.expect.Expect.launched;
import static dev.isthmus.testkit.framework.expect.Expect.reconciledImplicitly;
import static dev.isthmus.testkit.framework.expect.Expect.revived;
import static dev.isthmus.testkit.framework.expect.Expect.stopped;
import static dev.isthmus.testkit.framework.expect.Expect.told;
import static dev.isthmus.testkit.framework.send.Send.agent;
import static dev.isthmus.testkit.framework.send.Send.status;

import dev.isthmus.testkit.framework.send.Send;
import java.util.List;
import org.apache.mesos.Protos.CommandInfo;
import org.apache.mesos.Protos.ExecutorID;
import org.apache.mesos.Protos.FrameworkID;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Protos.MasterInfo;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.OfferID;
import org.apache.mesos.Protos.Resource;
import org.apache.mesos.Protos.SlaveID;
import org.apache.mesos.Protos.TaskID;
import org.apache.mesos.Protos.TaskInfo;
import org.apache.mesos.Protos.TaskState;
import org.apache.mesos.Protos.TaskStatus;
import org.apache.mesos.Protos.Value;
import org.apache.mesos.Scheduler;
import org.apache.mesos.SchedulerDriver;

/** A framework, and a script for it, that use what Mesos has had since 0.21 alone. Runs in a class loader of its own, without JUnit. */
final class OldFramework implements Scheduler {

    private static final TaskID TASK = TaskID.newBuilder().setValue("t").build();

    private final boolean again;
    private boolean launched;

    private OldFramework(boolean again) {
        this.again = again;
        this.launched = again;
    }

    /** Runs the script and returns its history. */
    static String run() {
        FrameworkInfo info =
                FrameworkInfo.newBuilder().setName("old").setUser("nobody").build();
        FrameworkScript script =
                FrameworkScript.of(new OldFramework(false), info).strictly();
        script.send(agent("a").cpus(2).mem(256).ports(31000, 31010))
                .send(Send.registered())
                .expect(launched("t")
                        .on("a")
                        .cpus(1)
                        .matching("of that name", task -> task.getName().equals("old task")))
                .send(status("t", TaskState.TASK_RUNNING))
                .expect(revived())
                .expect(declinedAll())
                .restart(new OldFramework(true))
                .expect(reconciledImplicitly())
                .expect(told("t", TaskState.TASK_RUNNING).saying("REASON_RECONCILIATION"))
                .expect(killed("t"))
                .expect(declinedAll())
                .send(status("t", TaskState.TASK_KILLED))
                .expect(stopped())
                .end();
        return script.history();
    }

    @Override
    public void registered(SchedulerDriver driver, FrameworkID frameworkId, MasterInfo master) {
        if (again) {
            driver.reconcileTasks(List.of());
        }
    }

    @Override
    public void resourceOffers(SchedulerDriver driver, List<Offer> offers) {
        for (Offer offer : offers) {
            if (launched) {
                driver.declineOffer(offer.getId());
            } else {
                launched = true;
                driver.launchTasks(List.of(offer.getId()), List.of(task(offer)));
            }
        }
    }

    private static TaskInfo task(Offer offer) {
        return TaskInfo.newBuilder()
                .setName("old task")
                .setTaskId(TASK)
                .setSlaveId(offer.getSlaveId())
                .addResources(Resource.newBuilder()
                        .setName("cpus")
                        .setType(Value.Type.SCALAR)
                        .setScalar(Value.Scalar.newBuilder().setValue(1)))
                .setCommand(CommandInfo.newBuilder().setValue("true"))
                .build();
    }

    @Override
    public void statusUpdate(SchedulerDriver driver, TaskStatus status) {
        if (again && status.getState() == TaskState.TASK_RUNNING) {
            driver.killTask(TASK);
        } else if (status.getState() == TaskState.TASK_RUNNING) {
            driver.reviveOffers();
        } else if (status.getState() == TaskState.TASK_KILLED) {
            driver.stop();
        }
    }

    @Override
    public void reregistered(SchedulerDriver driver, MasterInfo master) {}

    @Override
    public void disconnected(SchedulerDriver driver) {}

    @Override
    public void offerRescinded(SchedulerDriver driver, OfferID offerId) {}

    @Override
    public void frameworkMessage(SchedulerDriver driver, ExecutorID executorId, SlaveID slaveId, byte[] data) {}

    @Override
    public void slaveLost(SchedulerDriver driver, SlaveID slaveId) {}

    @Override
    public void executorLost(SchedulerDriver driver, ExecutorID executorId, SlaveID slaveId, int status) {}

    @Override
    public void error(SchedulerDriver driver, String message) {}
}
