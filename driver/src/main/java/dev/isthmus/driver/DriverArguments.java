package dev.isthmus.driver;

import static java.util.Objects.requireNonNull;

import dev.isthmus.driver.client.leader.MasterReference;
import dev.isthmus.driver.message.ToPrivate;
import java.util.Collection;
import java.util.List;
import org.apache.mesos.Protos;
import org.apache.mesos.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a driver's constructor, checked as Mesos checks them (same order, same texts; Mesos 1.11.0, MesosSchedulerDriver.java) and
 * converted to our messages.
 *
 * @param framework the framework's description
 * @param suppressedRoles roles that get no offers until they are revived
 * @param master the master argument, which names the cluster
 * @param implicitAcknowledgements whether a status update is acknowledged by the return of its callback
 * @param credential the framework's credential; null if it has none
 */
record DriverArguments(
        dev.isthmus.mesos.messages.Protos.FrameworkInfo framework,
        List<String> suppressedRoles,
        String master,
        boolean implicitAcknowledgements,
        dev.isthmus.mesos.messages.Protos.@Nullable Credential credential) {

    /** Without a credential. */
    static DriverArguments of(
            Scheduler scheduler,
            Protos.FrameworkInfo framework,
            Collection<String> suppressedRoles,
            String master,
            boolean implicitAcknowledgements) {
        requireNonNull(scheduler, "Not expecting a null Scheduler");
        requireNonNull(framework, "Not expecting a null FrameworkInfo");
        requireNonNull(suppressedRoles, "Not expecting a null suppressedRoles");
        requireNonNull(master, "Not expecting a null master");
        return new DriverArguments(
                ToPrivate.FRAMEWORK_INFO.cross(framework),
                List.copyOf(suppressedRoles),
                master,
                implicitAcknowledgements,
                null);
    }

    /** The same with a credential. */
    DriverArguments with(Protos.Credential newCredential) {
        requireNonNull(newCredential, "Not expecting a null credential");
        return new DriverArguments(
                framework,
                suppressedRoles,
                master,
                implicitAcknowledgements,
                ToPrivate.CREDENTIAL.cross(newCredential));
    }

    /** Names no secret. */
    @Override
    public String toString() {
        return "DriverArguments[framework=" + framework.getName() + ", suppressedRoles=" + suppressedRoles + ", master="
                + MasterReference.withoutSecret(master) + ", implicitAcknowledgements=" + implicitAcknowledgements
                + ", credential="
                + (credential == null ? "none" : credential.getPrincipal()) + "]";
    }
}
