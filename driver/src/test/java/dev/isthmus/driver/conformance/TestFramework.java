package dev.isthmus.driver.conformance;

import dev.isthmus.driver.e2e.Program;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.mesos.MesosSchedulerDriver;
import org.apache.mesos.Protos.CommandInfo;
import org.apache.mesos.Protos.FrameworkID;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Protos.MasterInfo;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.Resource;
import org.apache.mesos.Protos.Status;
import org.apache.mesos.Protos.TaskID;
import org.apache.mesos.Protos.TaskInfo;
import org.apache.mesos.Protos.TaskState;
import org.apache.mesos.Protos.TaskStatus;
import org.apache.mesos.Protos.Value;
import org.apache.mesos.SchedulerDriver;
import org.apache.mesos.scheduler.Protos.OfferConstraints;

/**
 * A framework of the shape of Mesos's example TestFramework, but for its executor: it registers with its role suppressed, wakes the role
 * with {@code updateFramework}, packs five tasks into what it is offered, acknowledges implicitly or explicitly, and stops when all have
 * finished.
 */
final class TestFramework extends Program {

    private static final int TASKS = 5;
    private static final double CPUS = 0.5;
    private static final double MEM = 64;
    private static final String ROLE = "examples";

    private final boolean implicit;
    private final FrameworkInfo info;
    private final Set<String> finished = new HashSet<>();
    private int launched;
    private boolean awake;

    private TestFramework(boolean implicit, FrameworkInfo info) {
        this.implicit = implicit;
        this.info = info;
    }

    public static void main(String[] arguments) {
        boolean implicit = arguments[0].equals("implicit");
        FrameworkInfo info = FrameworkInfo.newBuilder()
                .setUser("")
                .setName("test-framework")
                .addRoles(ROLE)
                .addCapabilities(
                        FrameworkInfo.Capability.newBuilder().setType(FrameworkInfo.Capability.Type.MULTI_ROLE))
                .build();
        TestFramework framework = new TestFramework(implicit, info);
        SchedulerDriver driver = new MesosSchedulerDriver(framework, info, List.of(ROLE), "ecs://default", implicit);
        Status status = driver.run();
        print("ended as " + status);
        driver.stop();
        System.exit(status == Status.DRIVER_STOPPED ? 0 : 1);
    }

    @Override
    public void registered(SchedulerDriver driver, FrameworkID id, MasterInfo master) {
        print("registered");
        awake = true;
        driver.updateFramework(info.toBuilder().setId(id).build(), List.of(), OfferConstraints.getDefaultInstance());
    }

    @Override
    public void resourceOffers(SchedulerDriver driver, List<Offer> offers) {
        if (!awake) {
            print("error: offered while suppressed");
        }
        for (Offer offer : offers) {
            double cpus = amount(offer, "cpus");
            double mem = amount(offer, "mem");
            List<TaskInfo> tasks = new ArrayList<>();
            while (launched < TASKS && cpus >= CPUS && mem >= MEM) {
                tasks.add(task(launched++, offer));
                cpus -= CPUS;
                mem -= MEM;
            }
            driver.launchTasks(List.of(offer.getId()), tasks);
        }
        if (launched == TASKS) {
            driver.suppressOffers();
        }
    }

    private static double amount(Offer offer, String name) {
        return offer.getResourcesList().stream()
                .filter(resource -> resource.getName().equals(name))
                .mapToDouble(resource -> resource.getScalar().getValue())
                .sum();
    }

    private static TaskInfo task(int number, Offer offer) {
        return TaskInfo.newBuilder()
                .setName("task " + number)
                .setTaskId(TaskID.newBuilder().setValue(Integer.toString(number)))
                .setSlaveId(offer.getSlaveId())
                .addResources(scalar("cpus", CPUS))
                .addResources(scalar("mem", MEM))
                .setCommand(CommandInfo.newBuilder().setValue("echo task " + number))
                .build();
    }

    private static Resource scalar(String name, double value) {
        return Resource.newBuilder()
                .setName(name)
                .setType(Value.Type.SCALAR)
                .setScalar(Value.Scalar.newBuilder().setValue(value))
                .setAllocationInfo(Resource.AllocationInfo.newBuilder().setRole(ROLE))
                .build();
    }

    @Override
    public void statusUpdate(SchedulerDriver driver, TaskStatus status) {
        String id = status.getTaskId().getValue();
        print("task " + id + " " + status.getState());
        if (!implicit) {
            driver.acknowledgeStatusUpdate(status);
        }
        switch (status.getState()) {
            case TASK_FINISHED -> {
                if (!finished.add(id)) {
                    print("error: task " + id + " has finished twice");
                }
                if (finished.size() == TASKS) {
                    driver.stop();
                }
            }
            case TASK_STARTING, TASK_RUNNING -> {}
            default -> {
                print("error: task " + id + " is " + status.getState() + ": " + status.getMessage());
                driver.abort();
            }
        }
        if (status.getState() == TaskState.TASK_RUNNING && finished.contains(id)) {
            print("error: task " + id + " runs after its end");
        }
    }
}
