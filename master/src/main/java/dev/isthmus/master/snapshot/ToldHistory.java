package dev.isthmus.master.snapshot;

import dev.isthmus.master.subscription.FrameworkAction;
import dev.isthmus.master.subscription.SubscriptionOutput;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.machine.step.ClusterChange;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What pages show and the machine does not keep: when frameworks came, how they described their tasks, what was told of each task, and what is over. Used by one thread.
 */
public final class ToldHistory implements SubscriptionOutput.Cases {

    /** As many frameworks that were removed, and ended tasks of each framework, as Mesos keeps by default. */
    private static final int MOST_COMPLETED = 50;

    private static final int MOST_TASKS = 1000;

    /** As many ended tasks of all frameworks together, each of some kilobytes: with more than 50 frameworks each has fewer. */
    private static final int ALL_TASKS = 50_000;

    private static final int LEAST_TASKS = 10;

    private final MasterInfo master;
    private final String cluster;
    private final double started;
    private final Map<String, ToldFramework> frameworks = new LinkedHashMap<>();
    private final Map<String, ToldFramework> byStream = new LinkedHashMap<>();
    private final Deque<ShownFramework> completed = new ArrayDeque<>();
    private double now;

    /** @param started when the master was started */
    public ToldHistory(MasterInfo master, String cluster, Instant started) {
        this.master = master;
        this.cluster = cluster;
        this.started = seconds(started);
    }

    /** Who the master is. */
    public MasterIdentity identity() {
        return new MasterIdentity(master, cluster, started);
    }

    /** Takes one output of a step. */
    public void see(Instant shown, SubscriptionOutput output) {
        now = seconds(shown);
        output.match(this);
    }

    /** The machine knows a task from now on; as it is shown, unless its framework is not known. */
    public Optional<ShownTask> added(ClusterChange.TaskAdded task) {
        return Optional.ofNullable(frameworks.get(task.framework().value())).map(framework -> framework.added(task));
    }

    /** A framework that is connected, without its tasks and offers. */
    public Optional<ShownFramework> framework(String id) {
        return Optional.ofNullable(frameworks.get(id)).map(ToldFramework::connected);
    }

    /** How the tasks of a framework end that is about to be removed. */
    public List<TaskStatus> killed(String framework) {
        return Optional.ofNullable(frameworks.get(framework))
                .map(known -> known.killed(now))
                .orElse(List.of());
    }

    /**
     * All that there is to show now; the history forgets what neither of these knows.
     *
     * @param registered the frameworks that are registered
     * @param machine what the machine holds
     */
    public MasterLook look(List<RegisteredFramework> registered, MasterView machine) {
        Map<String, MasterView.OfFramework> held = new LinkedHashMap<>();
        machine.frameworks()
                .forEach(framework -> held.put(framework.framework().id().value(), framework));
        List<MasterLook.OfFramework> looks = new ArrayList<>();
        for (RegisteredFramework framework : registered) {
            String id = framework.info().getId().getValue();
            Optional<MasterView.OfFramework> its = Optional.ofNullable(held.get(id));
            Optional<ToldFramework> told = Optional.ofNullable(frameworks.get(id));
            List<MasterView.OfTask> tasks =
                    its.map(MasterView.OfFramework::tasks).orElse(List.of());
            looks.add(new MasterLook.OfFramework(
                    framework, told.map(past -> past.past(tasks)).orElseGet(() -> ToldFramework.Past.none(started))));
        }
        if (frameworks.size() > looks.size()) {
            frameworks
                    .keySet()
                    .retainAll(looks.stream().map(MasterLook.OfFramework::id).toList());
        }
        return new MasterLook(
                master, cluster, started, machine.agents(), machine.offers(), looks, List.copyOf(completed));
    }

    /** Seconds since 1970. */
    public static double seconds(Instant instant) {
        return instant.getEpochSecond() + instant.getNano() / 1e9;
    }

    @Override
    public void reply(SubscriptionOutput.Reply output) {}

    @Override
    public void open(SubscriptionOutput.Open output) {}

    @Override
    public void end(SubscriptionOutput.End output) {
        byStream.remove(output.stream());
    }

    @Override
    public void send(SubscriptionOutput.Send output) {
        ToldFramework framework = byStream.get(output.stream());
        if (framework != null && output.event().getType() == Event.Type.UPDATE) {
            framework.told(output.event().getUpdate().getStatus());
        }
    }

    @Override
    public void seek(SubscriptionOutput.Seek output) {
        // It is still there.
    }

    @Override
    public void act(SubscriptionOutput.Act output) {
        output.action().match(new FrameworkAction.Cases() {
            @Override
            public void serve(FrameworkAction.Serve serve) {
                ToldFramework framework = frameworks.computeIfAbsent(
                        output.framework(), id -> new ToldFramework(id, now, ToldHistory.this::mostCompleted));
                framework.served(serve.info(), now);
                if (!serve.stream().isEmpty()) {
                    byStream.put(serve.stream(), framework);
                }
            }

            @Override
            public void call(FrameworkAction.Make call) {
                Optional.ofNullable(frameworks.get(output.framework()))
                        .ifPresent(framework -> call.call().match(framework));
            }

            @Override
            public void leave(FrameworkAction.Leave leave) {
                // Whether it is connected, others know.
            }

            @Override
            public void remove(FrameworkAction.Remove remove) {
                Optional.ofNullable(frameworks.remove(output.framework())).ifPresent(ToldHistory.this::removed);
            }
        });
    }

    /** Of a framework, when there are this many. */
    private int mostCompleted() {
        return Math.max(LEAST_TASKS, Math.min(MOST_TASKS, ALL_TASKS / Math.max(1, frameworks.size())));
    }

    private void removed(ToldFramework framework) {
        completed.add(framework.removed(now));
        if (completed.size() > MOST_COMPLETED) {
            completed.remove();
        }
    }
}
