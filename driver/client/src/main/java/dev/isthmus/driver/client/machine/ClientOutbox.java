package dev.isthmus.driver.client.machine;

import dev.isthmus.driver.client.leader.MasterUrl;
import dev.isthmus.driver.client.wire.SchedulerCall;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import java.util.ArrayList;
import java.util.List;

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

    void fail(String message) {
        outputs.add(new ClientOutput.Fail(message));
    }

    void note(String line) {
        outputs.add(new ClientOutput.Note(false, line));
    }

    void warn(String line) {
        outputs.add(new ClientOutput.Note(true, line));
    }

    void finish() {
        outputs.add(new ClientOutput.Finish());
    }
}
