package dev.isthmus.driver.client;

import static java.util.Objects.requireNonNull;

import dev.isthmus.driver.client.machine.ClientMachine;
import dev.isthmus.driver.client.machine.FrameworkMemory;
import dev.isthmus.driver.message.ToPrivate;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.mesos.Protos.Credential;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Scheduler;
import org.apache.mesos.SchedulerDriver;
import org.jspecify.annotations.Nullable;

/** What a driver is made of: the arguments of its constructor, checked as Mesos checks them (same order, same texts), in our messages. Immutable. */
final class ThinDriverParts {

    private final String master;
    private final CalledScheduler scheduler;
    private final FrameworkMemory framework;
    private final String name;
    private final boolean implicitAcknowledgements;
    private final Map<String, String> headers;

    /**
     * The arguments.
     *
     * @param face the driver that the framework knows and is called back with
     * @param credential null if there is none
     */
    ThinDriverParts(
            SchedulerDriver face,
            Scheduler scheduler,
            FrameworkInfo framework,
            Collection<String> suppressedRoles,
            String master,
            boolean implicitAcknowledgements,
            @Nullable Credential credential) {
        requireNonNull(scheduler, "Not expecting a null Scheduler");
        requireNonNull(framework, "Not expecting a null FrameworkInfo");
        requireNonNull(suppressedRoles, "Not expecting a null suppressedRoles");
        this.master = requireNonNull(master, "Not expecting a null master");
        this.scheduler = new CalledScheduler(scheduler, face);
        dev.isthmus.mesos.messages.Protos.FrameworkInfo info =
                FrameworkGaps.fill(ToPrivate.FRAMEWORK_INFO.cross(framework));
        this.framework = FrameworkMemory.of(info, suppressedRoles, OfferConstraints.getDefaultInstance());
        this.name = info.getName();
        this.implicitAcknowledgements = implicitAcknowledgements;
        this.headers = credential == null
                ? Collections.<String, String>emptyMap()
                : Collections.singletonMap("Authorization", basic(ToPrivate.CREDENTIAL.cross(credential)));
    }

    private static String basic(dev.isthmus.mesos.messages.Protos.Credential credential) {
        String both = credential.getPrincipal() + ":" + credential.getSecret();
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    String master() {
        return master;
    }

    CalledScheduler scheduler() {
        return scheduler;
    }

    /** The thread, which has not begun. */
    ThinDriverThread thread(ThinDriverLife life) {
        ClientMachine machine = new ClientMachine(
                framework,
                implicitAcknowledgements,
                () -> ThreadLocalRandom.current().nextDouble());
        return new ThinDriverThread(machine, life, scheduler, headers, name);
    }
}
