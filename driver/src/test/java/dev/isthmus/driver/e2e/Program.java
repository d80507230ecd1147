package dev.isthmus.driver.e2e;

import java.util.List;
import org.apache.mesos.Protos.ExecutorID;
import org.apache.mesos.Protos.FrameworkID;
import org.apache.mesos.Protos.MasterInfo;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.OfferID;
import org.apache.mesos.Protos.SlaveID;
import org.apache.mesos.Protos.TaskStatus;
import org.apache.mesos.Scheduler;
import org.apache.mesos.SchedulerDriver;

/** A scheduler that does nothing but print errors, for programs that run in a JVM of their own. */
public abstract class Program implements Scheduler {

    /** Prints a line, whole and at once. */
    protected static synchronized void print(String line) {
        System.out.println(line);
        System.out.flush();
    }

    @Override
    public void error(SchedulerDriver driver, String message) {
        print("error: " + message);
    }

    @Override
    public void registered(SchedulerDriver driver, FrameworkID id, MasterInfo master) {}

    @Override
    public void resourceOffers(SchedulerDriver driver, List<Offer> offers) {}

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
