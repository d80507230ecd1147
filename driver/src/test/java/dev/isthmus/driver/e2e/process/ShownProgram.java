package dev.isthmus.driver.e2e.process;

import dev.isthmus.driver.e2e.Program;
import dev.isthmus.driver.e2e.TaskMessages;
import java.io.IOException;
import java.util.List;
import org.apache.mesos.MesosSchedulerDriver;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.TaskStatus;
import org.apache.mesos.SchedulerDriver;

/** A framework's main, for a JVM of its own: runs one task until it is sent a line, and prints what becomes of it. */
final class ShownProgram extends Program {

    private boolean launched;

    private ShownProgram() {}

    public static void main(String[] arguments) throws IOException {
        FrameworkInfo info =
                FrameworkInfo.newBuilder().setUser("").setName("sh\u00f6wn").build();
        SchedulerDriver driver = new MesosSchedulerDriver(new ShownProgram(), info, "ecs://default");
        driver.start();
        if (System.in.read() >= 0) {
            print("ended as " + driver.stop());
        }
    }

    @Override
    public void resourceOffers(SchedulerDriver driver, List<Offer> offers) {
        for (Offer offer : offers) {
            if (launched) {
                driver.declineOffer(offer.getId());
            } else {
                launched = true;
                driver.launchTasks(
                        List.of(offer.getId()),
                        List.of(TaskMessages.shell("one", "sleep 1000")
                                .setSlaveId(offer.getSlaveId())
                                .build()));
            }
        }
    }

    @Override
    public void statusUpdate(SchedulerDriver driver, TaskStatus status) {
        print(status.getTaskId().getValue() + " is " + status.getState());
    }
}
