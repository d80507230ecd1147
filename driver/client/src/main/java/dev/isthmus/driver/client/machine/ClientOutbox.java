package dev.isthmus.driver.client.machine;

import dev.isthmus.driver.client.leader.MasterUrl;
import dev.isthmus.driver.client.wire.SchedulerCall;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a step wants done, in order. Not thread-safe. */
final class ClientOutbox {

    private final List<ClientOutput> outputs = new ArrayList<>();

    /** All of it; the next step begins with nothing. */
    List<ClientOutput> take() {
        List<ClientOutput> all = new ArrayList<>(outputs);
        outputs.clear();
        return all;
    }

    void open(int stream, MasterUrl master, FrameworkMemory framework) {
        note("subscribes at " + master);
        outputs.add(
                new ClientOutput.Open(stream, master, framework.subscription().encode(framework.id())));
    }

    void hangUp(int stream) {
        outputs.add(new ClientOutput.HangUp(stream));
    }

    /** Over the stream of the link, if it has a master. */
    void post(MasterLink link, FrameworkID framework, SchedulerCall call) {
        link.target()
                .ifPresent(master -> outputs.add(
                        new ClientOutput.Post(link.stream(), link.id(), master, call.type(), call.encode(framework))));
    }

    void tell(FrameworkTold told) {
        outputs.add(new ClientOutput.Tell(told));
    }

    /** What is launched while there is no master is lost at once. */
    void unsent(TaskInfo task, boolean partitionAware, long timeOfDay) {
        TaskStatus lost = UnsentLaunches.of(task, partitionAware, timeOfDay);
        tell(scheduler -> scheduler.updated(lost));
    }

    void fail(String message) {
        outputs.add(new ClientOutput.Fail(message));
    }

    void note(String line) {
        outputs.add(new ClientOutput.Note(false, line));
    }

    void warn(String line) {
        outputs.add(new ClientOutput.Note(true, line));
    }

    void lost(Optional<MasterUrl> master, String reason, long pause) {
        warn("the master at " + master.map(MasterUrl::toString).orElse("?") + " is lost: " + reason
                + "; tried again in " + pause + " ms");
    }

    /** Nobody is there to tear a framework down that its driver has done with. */
    void runsOn(String what) {
        warn(what + ", and its tasks run on: it has no master now");
    }

    void finish() {
        outputs.add(new ClientOutput.Finish());
    }
}
