package dev.isthmus.master.watch;

import dev.isthmus.master.snapshot.ToldHistory;
import dev.isthmus.master.subscription.FrameworkAction;
import dev.isthmus.master.subscription.SubscriptionOutput;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells the history of a master what its frameworks ask for and what they are told on their streams. Used by one thread. */
final class StreamsTold {

    private final ToldHistory history;
    private final Map<String, String> frameworkOf = new LinkedHashMap<>();

    StreamsTold(ToldHistory history) {
        this.history = history;
    }

    /**
     * Takes one output of a step.
     *
     * @param shown the time that people see
     */
    void see(Instant shown, SubscriptionOutput output) {
        output.match(new Outputs(shown));
    }

    private final class Outputs implements SubscriptionOutput.Cases {

        private final Instant shown;

        Outputs(Instant shown) {
            this.shown = shown;
        }

        @Override
        public void reply(SubscriptionOutput.Reply output) {}

        @Override
        public void open(SubscriptionOutput.Open output) {}

        @Override
        public void end(SubscriptionOutput.End output) {
            frameworkOf.remove(output.stream());
        }

        @Override
        public void send(SubscriptionOutput.Send output) {
            String framework = frameworkOf.get(output.stream());
            if (framework != null && output.event().getType() == Event.Type.UPDATE) {
                history.told(framework, output.event().getUpdate().getStatus());
            }
        }

        @Override
        public void seek(SubscriptionOutput.Seek output) {
            // It is still there.
        }

        @Override
        public void act(SubscriptionOutput.Act output) {
            output.action().match(new Actions(shown, output.framework()));
        }
    }

    private final class Actions implements FrameworkAction.Cases {

        private final Instant shown;
        private final String framework;

        Actions(Instant shown, String framework) {
            this.shown = shown;
            this.framework = framework;
        }

        @Override
        public void serve(FrameworkAction.Serve serve) {
            history.served(shown, framework, serve.info());
            if (!serve.stream().isEmpty()) {
                frameworkOf.put(serve.stream(), framework);
            }
        }

        @Override
        public void call(FrameworkAction.Make call) {
            history.called(framework, call.call());
        }

        @Override
        public void leave(FrameworkAction.Leave leave) {
            // Whether it is connected, others know.
        }

        @Override
        public void remove(FrameworkAction.Remove remove) {
            history.removed(shown, framework);
            // One that comes later under its id is another, and is told on a stream of its own.
            frameworkOf.values().removeIf(framework::equals);
        }
    }
}
