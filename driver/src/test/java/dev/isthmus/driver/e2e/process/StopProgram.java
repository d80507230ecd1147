package dev.isthmus.driver.e2e.process;

import dev.isthmus.driver.e2e.Program;
import dev.isthmus.driver.e2e.TaskMessages;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.mesos.MesosSchedulerDriver;
import org.apache.mesos.Protos.FrameworkID;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Protos.MasterInfo;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.Status;
import org.apache.mesos.Protos.TaskInfo;
import org.apache.mesos.Protos.TaskState;
import org.apache.mesos.Protos.TaskStatus;
import org.apache.mesos.SchedulerDriver;

/** A framework's main, for a JVM of its own: launches endless tasks, and when all run, stops the driver and goes. */
final class StopProgram extends Program {

    /** How it goes. */
    enum Way {
        /** {@code stop()}, and main returns. */
        RETURN,
        /** {@code stop()}, and main exits. */
        EXIT,
        /** {@code stop()} from a callback, while main runs the driver, and exits when that returns. */
        CALLBACK,
        /** {@code stop()} right after the launch, before anything has become of it, and main returns. */
        HASTE,
        /** {@code stop(true)}, and main returns. */
        FAILOVER
    }

    static final int TASKS = 4;

    private final Way way;
    private final CountDownLatch allRun = new CountDownLatch(1);
    private final Set<String> running = new HashSet<>();
    private boolean launched;

    private StopProgram(Way way) {
        this.way = way;
    }

    public static void main(String[] arguments) throws InterruptedException {
        StopProgram program = new StopProgram(Way.valueOf(arguments[0]));
        FrameworkInfo info = FrameworkInfo.newBuilder()
                .setUser("")
                .setName("stop")
                .setFailoverTimeout(3600)
                .build();
        SchedulerDriver driver = new MesosSchedulerDriver(program, info, "ecs://default");
        if (program.way == Way.CALLBACK) {
            int code = driver.run() == Status.DRIVER_STOPPED ? 0 : 1;
            System.exit(code);
        }
        driver.start();
        if (program.way == Way.HASTE) {
            driver.join();
            return;
        }
        program.allRun.await();
        print("stopped: " + driver.stop(program.way == Way.FAILOVER));
        if (program.way == Way.EXIT) {
            System.exit(0);
        }
    }

    @Override
    public void registered(SchedulerDriver driver, FrameworkID id, MasterInfo master) {
        print("registered as " + id.getValue());
    }

    @Override
    public void resourceOffers(SchedulerDriver driver, List<Offer> offers) {
        for (Offer offer : offers) {
            List<TaskInfo> tasks = new ArrayList<>();
            for (int i = 0; i < TASKS && !launched; i++) {
                tasks.add(TaskMessages.shell("endless-" + i, "sleep 1000")
                        .setSlaveId(offer.getSlaveId())
                        .build());
            }
            launched = true;
            driver.launchTasks(List.of(offer.getId()), tasks);
            if (way == Way.HASTE) {
                driver.stop();
                return;
            }
        }
    }

    @Override
    public void statusUpdate(SchedulerDriver driver, TaskStatus status) {
        print(status.getTaskId().getValue() + " is " + status.getState());
        if (status.getState() == TaskState.TASK_RUNNING) {
            running.add(status.getTaskId().getValue());
        }
        if (running.size() == TASKS) {
            allRun.countDown();
            if (way == Way.CALLBACK) {
                driver.stop();
            }
        }
    }
}
