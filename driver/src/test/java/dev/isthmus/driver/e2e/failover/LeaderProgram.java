package dev.isthmus.driver.e2e.failover;

import dev.isthmus.driver.e2e.Program;
import dev.isthmus.driver.e2e.TaskMessages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.apache.mesos.MesosSchedulerDriver;
import org.apache.mesos.Protos.Filters;
import org.apache.mesos.Protos.FrameworkID;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Protos.MasterInfo;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.Status;
import org.apache.mesos.Protos.TaskID;
import org.apache.mesos.Protos.TaskInfo;
import org.apache.mesos.Protos.TaskState;
import org.apache.mesos.Protos.TaskStatus;
import org.apache.mesos.SchedulerDriver;

/**
 * One of a pair, for a JVM of its own. As leader it launches and kills without end, but for its first tasks, which it leaves alone; as standby it
 * asks for all tasks. It goes when its driver does.
 */
final class LeaderProgram extends Program {

    static final int KEPT = 3;

    private final boolean leads;
    private final long begun = System.nanoTime();
    private final CountDownLatch told = new CountDownLatch(1);
    private int launched;

    private LeaderProgram(boolean leads) {
        this.leads = leads;
    }

    /** The id of a task. */
    static String task(int number) {
        return String.format(Locale.ROOT, "task-%d", number);
    }

    public static void main(String[] arguments) throws InterruptedException {
        FrameworkInfo info = FrameworkInfo.newBuilder()
                .setUser("")
                .setName("pair")
                .setId(FrameworkID.newBuilder().setValue("the pair"))
                .setFailoverTimeout(3600)
                .build();
        LeaderProgram program = new LeaderProgram(arguments[0].equals("LEADER"));
        Status status = new MesosSchedulerDriver(program, info, "ecs://default").run();
        // The driver is aborted before it says why, on a thread that keeps no JVM alive.
        program.told.await();
        print("ended as " + status);
    }

    @Override
    public void error(SchedulerDriver driver, String message) {
        super.error(driver, message);
        told.countDown();
    }

    @Override
    public void registered(SchedulerDriver driver, FrameworkID id, MasterInfo master) {
        print("registered after " + (System.nanoTime() - begun) / 1_000_000 + " ms");
        if (!leads) {
            driver.reconcileTasks(List.of());
        }
    }

    @Override
    public void resourceOffers(SchedulerDriver driver, List<Offer> offers) {
        for (Offer offer : offers) {
            List<TaskInfo> tasks = new ArrayList<>();
            if (leads) {
                tasks.add(TaskMessages.shell(task(launched++), "sleep 1000")
                        .setSlaveId(offer.getSlaveId())
                        .build());
            }
            driver.launchTasks(
                    List.of(offer.getId()),
                    tasks,
                    Filters.newBuilder().setRefuseSeconds(0).build());
        }
    }

    @Override
    public void statusUpdate(SchedulerDriver driver, TaskStatus status) {
        String task = status.getTaskId().getValue();
        print(task + " is " + status.getState());
        boolean killed = leads
                && status.getState() == TaskState.TASK_RUNNING
                && Integer.parseInt(task.substring("task-".length())) >= KEPT;
        if (killed) {
            driver.killTask(TaskID.newBuilder().setValue(task).build());
        }
    }
}
