package dev.isthmus.master.subscription;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import java.util.ArrayList;
import java.util.List;

/** What has come of the step so far, in order. */
final class SubscriptionOutbox {

    private final List<SubscriptionOutput> outputs = new ArrayList<>();

    void add(SubscriptionOutput output) {
        outputs.add(output);
    }

    void send(FrameworkLink.Streaming link, Event event) {
        send(link.stream(), link.encoding(), event);
    }

    void send(String stream, MediaType encoding, Event event) {
        add(new SubscriptionOutput.Send(stream, encoding, event));
    }

    void answer(long exchange, HttpAnswer answer) {
        add(new SubscriptionOutput.Reply(exchange, answer));
    }

    void act(SubscribedFramework framework, FrameworkAction action) {
        add(new SubscriptionOutput.Act(framework.id(), action));
    }

    /** All, of which nothing is left. */
    List<SubscriptionOutput> take() {
        List<SubscriptionOutput> taken = List.copyOf(outputs);
        outputs.clear();
        return taken;
    }

    /** A framework that is away may be elsewhere. */
    void seek(String framework) {
        add(new SubscriptionOutput.Seek(framework));
    }
}
