package dev.isthmus.master.watch;

import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.master.snapshot.RegisteredFramework;
import dev.isthmus.master.snapshot.ShownAgent;
import dev.isthmus.master.snapshot.ToldHistory;
import dev.isthmus.master.subscription.FrameworkAction;
import dev.isthmus.master.subscription.SubscriptionOutput;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.ClusterChange;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.v1.master.Protos.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Says what comes of a master's steps for those who watch: frameworks from what their clients ask for, agents and tasks from what the machine tells. The history of
 * the master sees everything through this. Used by one thread.
 */
public final class ClusterReporter {

    private final ToldHistory history;
    private final StreamsTold streams;
    /** The frameworks that those who watch know of. */
    private final Map<String, FrameworkInfo> known = new LinkedHashMap<>();

    private List<Event> events = new ArrayList<>();

    public ClusterReporter(ToldHistory history) {
        this.history = history;
        this.streams = new StreamsTold(history);
    }

    /** Those who watch are shown these frameworks. */
    public void shown(List<RegisteredFramework> frameworks) {
        known.clear();
        frameworks.forEach(framework -> known.put(id(framework.info()), framework.info()));
    }

    /** Those that are registered no more, though nobody has removed them: others have them. */
    public List<Event> settle(List<RegisteredFramework> frameworks) {
        if (frameworks.size() < known.size()) {
            List<String> registered =
                    frameworks.stream().map(framework -> id(framework.info())).toList();
            List.copyOf(known.keySet()).stream()
                    .filter(id -> !registered.contains(id))
                    .forEach(this::removed);
        }
        return take();
    }

    private static String id(FrameworkInfo info) {
        return info.getId().getValue();
    }

    /**
     * What the subscriptions of frameworks come to.
     *
     * @param shown the time that people see
     * @param isWatched whether anybody is told; the history sees it in any case
     */
    public List<Event> see(Instant shown, SubscriptionOutput output, boolean isWatched) {
        if (isWatched && output instanceof SubscriptionOutput.Act act) {
            Actions actions = new Actions(shown, act.framework());
            // What is over is asked for before the history forgets it.
            act.action().match(actions);
            streams.see(shown, output);
            actions.after();
        } else {
            streams.see(shown, output);
        }
        return take();
    }

    /** What has become of agents and tasks. */
    public List<Event> see(ClusterChange change) {
        change.match(new Changes());
        return take();
    }

    private List<Event> take() {
        List<Event> taken = events;
        events = new ArrayList<>();
        return taken;
    }

    private void removed(String framework) {
        FrameworkInfo info = known.remove(framework);
        if (info != null) {
            events.add(WatchEvents.frameworkRemoved(info));
        }
    }

    private void updated(String framework) {
        history.framework(framework).ifPresent(shown -> {
            boolean isNew = known.put(framework, shown.info()) == null;
            events.add(isNew ? WatchEvents.frameworkAdded(shown) : WatchEvents.frameworkUpdated(shown));
        });
    }

    private final class Actions implements FrameworkAction.Cases {

        private final Instant shown;
        private final String framework;
        private boolean isUpdated;

        Actions(Instant shown, String framework) {
            this.shown = shown;
            this.framework = framework;
        }

        @Override
        public void serve(FrameworkAction.Serve serve) {
            // One that is served without having come is known as one that is away.
            isUpdated = !serve.stream().isEmpty();
        }

        @Override
        public void call(FrameworkAction.Make make) {
            isUpdated = make.call() instanceof Call.UpdateFramework;
        }

        @Override
        public void leave(FrameworkAction.Leave leave) {
            // Mesos tells nobody.
        }

        @Override
        public void remove(FrameworkAction.Remove remove) {
            history.killed(shown, framework).forEach(status -> events.add(WatchEvents.taskUpdated(framework, status)));
            removed(framework);
        }

        void after() {
            if (isUpdated) {
                updated(framework);
            }
        }
    }

    private final class Changes implements ClusterChange.Cases {

        @Override
        public void agentAdded(ClusterChange.AgentAdded change) {
            Agent agent = change.agent();
            events.add(WatchEvents.agentAdded(
                    new ShownAgent(
                            agent.id().value(),
                            agent.address().hostname(),
                            agent.address().knownIp().orElse(""),
                            ToldHistory.seconds(change.since()),
                            agent.attributes(),
                            change.total(),
                            Resources.none(Dialect.MESOS),
                            Resources.none(Dialect.MESOS),
                            new TreeMap<>(),
                            agent.state(),
                            false,
                            Optional.empty()),
                    history.identity().info().getVersion()));
        }

        @Override
        public void agentRemoved(ClusterChange.AgentRemoved change) {
            events.add(WatchEvents.agentRemoved(change.agent().value()));
        }

        @Override
        public void taskAdded(ClusterChange.TaskAdded change) {
            history.added(change).ifPresent(task -> events.add(WatchEvents.taskAdded(task)));
        }

        @Override
        public void taskUpdated(ClusterChange.TaskUpdated change) {
            // Those of a framework that was removed are over for those who watch.
            if (known.containsKey(change.framework().value())) {
                events.add(WatchEvents.taskUpdated(change.framework().value(), change.status()));
            }
        }

        @Override
        public void reserved(ClusterChange.Reserved change) {
            // Mesos has no event of it.
        }
    }
}
