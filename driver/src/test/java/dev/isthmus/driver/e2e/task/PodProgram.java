package dev.isthmus.driver.e2e.task;

import dev.isthmus.driver.e2e.Program;
import dev.isthmus.driver.e2e.TaskMessages;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.mesos.MesosSchedulerDriver;
import org.apache.mesos.Protos.ExecutorID;
import org.apache.mesos.Protos.ExecutorInfo;
import org.apache.mesos.Protos.Filters;
import org.apache.mesos.Protos.FrameworkID;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Protos.MasterInfo;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.TaskGroupInfo;
import org.apache.mesos.Protos.TaskID;
import org.apache.mesos.Protos.TaskInfo;
import org.apache.mesos.Protos.TaskState;
import org.apache.mesos.Protos.TaskStatus;
import org.apache.mesos.SchedulerDriver;

/** A framework's main, for a JVM of its own: launches a pod of two, kills one when both run, and ends when both have ended. */
final class PodProgram extends Program {

    private final Set<String> running = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private FrameworkID id = FrameworkID.getDefaultInstance();
    private boolean launched;

    private PodProgram() {}

    public static void main(String[] arguments) {
        FrameworkInfo info =
                FrameworkInfo.newBuilder().setUser("").setName("pod").build();
        print("ended as " + new MesosSchedulerDriver(new PodProgram(), info, arguments[0]).run());
    }

    @Override
    public void registered(SchedulerDriver driver, FrameworkID given, MasterInfo master) {
        id = given;
    }

    @Override
    public void resourceOffers(SchedulerDriver driver, List<Offer> offers) {
        if (launched) {
            return;
        }
        launched = true;
        Offer offer = offers.get(0);
        ExecutorInfo.Builder executor = ExecutorInfo.newBuilder()
                .setType(ExecutorInfo.Type.DEFAULT)
                .setExecutorId(ExecutorID.newBuilder().setValue("pod"))
                .setFrameworkId(id)
                .addResources(TaskMessages.scalar("cpus", 0.1))
                .addResources(TaskMessages.scalar("mem", 32))
                .addResources(TaskMessages.scalar("disk", 10));
        driver.acceptOffers(
                List.of(offer.getId()),
                List.of(Offer.Operation.newBuilder()
                        .setType(Offer.Operation.Type.LAUNCH_GROUP)
                        .setLaunchGroup(Offer.Operation.LaunchGroup.newBuilder()
                                .setExecutor(executor)
                                .setTaskGroup(TaskGroupInfo.newBuilder()
                                        .addTasks(task("web", offer))
                                        .addTasks(task("side", offer))))
                        .build()),
                Filters.getDefaultInstance());
    }

    private static TaskInfo task(String name, Offer offer) {
        return TaskMessages.shell(name, "sleep 1000")
                .setSlaveId(offer.getSlaveId())
                .build();
    }

    @Override
    public void statusUpdate(SchedulerDriver driver, TaskStatus status) {
        String task = status.getTaskId().getValue();
        print(task + " " + status.getState());
        if (status.getState() == TaskState.TASK_RUNNING && running.add(task) && running.size() == 2) {
            driver.killTask(TaskID.newBuilder().setValue("side").build());
        } else if (status.getState() == TaskState.TASK_KILLED && ended.add(task) && ended.size() == 2) {
            driver.stop();
        }
    }
}
