package dev.isthmus.cli.run;

import java.util.List;
import org.apache.mesos.MesosSchedulerDriver;
import org.apache.mesos.Protos.ExecutorID;
import org.apache.mesos.Protos.FrameworkID;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Protos.MasterInfo;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.OfferID;
import org.apache.mesos.Protos.SlaveID;
import org.apache.mesos.Protos.Status;
import org.apache.mesos.Protos.TaskStatus;
import org.apache.mesos.Scheduler;
import org.apache.mesos.SchedulerDriver;

/** A framework's main: waits for its first offers, and ends with exit code 7. Before that it says which options it has got. */
public final class FirstOffer implements Scheduler {

    private FirstOffer() {}

    /** The master, then modules with packages: {@code java.base/java.lang}. */
    public static void main(String[] arguments) {
        for (int i = 1; i < arguments.length; i++) {
            String[] name = arguments[i].split("/", -1);
            boolean open =
                    ModuleLayer.boot().findModule(name[0]).orElseThrow().isOpen(name[1], FirstOffer.class.getModule());
            System.out.println((open ? "open " : "closed ") + arguments[i]);
        }
        System.out.println("mine " + System.getProperty("user.mine"));
        System.out.println("other " + System.getProperty("user.other"));
        FrameworkInfo info =
                FrameworkInfo.newBuilder().setUser("").setName("first-offer").build();
        Status status = new MesosSchedulerDriver(new FirstOffer(), info, arguments[0]).run();
        System.out.println("ended as " + status);
        System.exit(7);
    }

    @Override
    public void resourceOffers(SchedulerDriver driver, List<Offer> offers) {
        System.out.println("offered by " + offers.get(0).getHostname());
        driver.stop();
    }

    @Override
    public void registered(SchedulerDriver driver, FrameworkID id, MasterInfo master) {
        System.out.println("registered");
    }

    @Override
    public void error(SchedulerDriver driver, String message) {
        System.out.println("error: " + message);
    }

    @Override
    public void statusUpdate(SchedulerDriver driver, TaskStatus status) {}

    @Override
    public void reregistered(SchedulerDriver driver, MasterInfo master) {}

    @Override
    public void disconnected(SchedulerDriver driver) {}

    @Override
    public void offerRescinded(SchedulerDriver driver, OfferID offer) {}

    @Override
    public void frameworkMessage(SchedulerDriver driver, ExecutorID executor, SlaveID agent, byte[] data) {}

    @Override
    public void slaveLost(SchedulerDriver driver, SlaveID agent) {}

    @Override
    public void executorLost(SchedulerDriver driver, ExecutorID executor, SlaveID agent, int status) {}
}
