package dev.isthmus.master.metric;

import dev.isthmus.api.metric.MetricFamily;
import dev.isthmus.api.metric.MetricFamily.Kind;
import dev.isthmus.master.serving.ServingInput;
import dev.isthmus.master.serving.ServingOutput;
import dev.isthmus.master.subscription.FrameworkAction;
import dev.isthmus.master.subscription.SubscriptionOutput;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.ClusterChange;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What a master counts of its steps: what clients call, what they are told, and what becomes of tasks and agents. Used by one thread. */
public final class MasterFigures {

    /** Where defects are met. */
    private static final String STEP = "step";

    private static final String OUTPUT = "output";
    private static final String MASTER = "master";

    private final LabelledCounts calls =
            new LabelledCounts("isthmus_master_calls_total", "Calls of frameworks that arrived, by type.", "type");
    private final LabelledCounts events =
            new LabelledCounts("isthmus_master_events_total", "Events sent to frameworks, by type.", "type");
    private final LabelledCounts updates = new LabelledCounts(
            "isthmus_master_task_updates_total",
            "Changes of tasks, by the state that they came to and its reason.",
            "state",
            "reason");
    private final LabelledCounts agents = new LabelledCounts(
            "isthmus_master_agent_changes_total", "Agents that came, and that went or were lost.", "change");
    private final LabelledCounts requests = new LabelledCounts(
            "isthmus_master_backend_requests_total", "What was asked of the backend, by kind.", "kind");
    private final LabelledCounts defects = new LabelledCounts(
                    "isthmus_master_defects_total", "Defects of Isthmus that the log shows.", "where")
            .begin(STEP)
            .begin(OUTPUT)
            .begin(MASTER);
    private final UnacknowledgedUpdates unacknowledged = new UnacknowledgedUpdates();
    private final LaunchTimes launches = new LaunchTimes();
    private final StepTimes steps = new StepTimes();
    private final Map<String, String> frameworkOf = new LinkedHashMap<>();
    private final Supplier<List<MetricFamily>> others;
    private final ServingOutput.Cases counting = new Counting();
    private Instant now = Instant.MIN;

    /**
     * Nothing has happened yet.
     *
     * @param others what is measured elsewhere, as it is now
     */
    public MasterFigures(Supplier<List<MetricFamily>> others) {
        this.others = others;
    }

    /** Takes a step of the master, and what came of it. */
    public void see(Instant step, ServingInput input, List<ServingOutput> outputs) {
        now = step;
        if (input instanceof ServingInput.Arrived arrived) {
            calls.add(arrived.admitted().call().getType().name());
        }
        outputs.forEach(output -> output.match(counting));
    }

    /** A step, and all that came of it, has kept the master's thread for so long. */
    public void took(ServingInput input, Duration time) {
        steps.add(input, time);
    }

    /** What came of a step could not be done, which it should. */
    public void outputFailed() {
        defects.add(OUTPUT);
    }

    /** The master has failed in anything else, which it should not. */
    public void masterFailed() {
        defects.add(MASTER);
    }

    /** All that is counted, as it is now, and what is measured elsewhere. */
    public List<MetricFamily> families() {
        return Stream.concat(own().stream(), others.get().stream()).toList();
    }

    private List<MetricFamily> own() {
        return List.of(
                calls.family(),
                events.family(),
                updates.family(),
                agents.family(),
                requests.family(),
                defects.family(),
                steps.family(),
                MetricFamily.of(
                        "isthmus_master_unacknowledged_updates",
                        Kind.GAUGE,
                        "Updates that frameworks were told and have not acknowledged.",
                        unacknowledged.size()),
                MetricFamily.of(
                        "isthmus_master_oldest_unacknowledged_update_seconds",
                        Kind.GAUGE,
                        "How long the oldest of them has waited since it was told first.",
                        unacknowledged.oldest(now)),
                new MetricFamily(
                        "isthmus_master_launch_seconds",
                        Kind.HISTOGRAM,
                        "How long tasks take from their launch until they run.",
                        launches.histogram().samples(Map.of())));
    }

    private final class Counting implements ServingOutput.Cases {

        @Override
        public void subscription(ServingOutput.OfSubscription output) {
            output.output().match(new Subscribed());
        }

        @Override
        public void request(ServingOutput.OfBackend output) {
            requests.add(output.request().getClass().getSimpleName());
        }

        @Override
        public void changed(ServingOutput.Changed output) {
            output.change().match(new Changes());
        }

        @Override
        public void defect(ServingOutput.Defect output) {
            defects.add(STEP);
        }

        @Override
        public void forget(ServingOutput.Forget output) {
            unacknowledged.removed(output.framework().value());
        }

        @Override
        public void open(ServingOutput.OpenJournal output) {}

        @Override
        public void write(ServingOutput.WriteJournal output) {}

        @Override
        public void keep(ServingOutput.Keep output) {}

        @Override
        public void keep(ServingOutput.KeepEnd output) {}

        @Override
        public void ask(ServingOutput.AskJournal output) {}

        @Override
        public void seek(ServingOutput.Seek output) {}

        @Override
        public void close(ServingOutput.CloseJournal output) {}

        @Override
        public void note(ServingOutput.Noted output) {}

        @Override
        public void ended(ServingOutput.Ended output) {}
    }

    private final class Changes implements ClusterChange.Cases {

        @Override
        public void agentAdded(ClusterChange.AgentAdded change) {
            agents.add("added");
        }

        @Override
        public void agentRemoved(ClusterChange.AgentRemoved change) {
            agents.add("removed");
        }

        @Override
        public void taskAdded(ClusterChange.TaskAdded change) {
            if (!change.ofEarlierProcess()) {
                updates.add("TASK_STAGING", "");
                launches.added(change, now);
            }
        }

        @Override
        public void reserved(ClusterChange.Reserved change) {}

        @Override
        public void taskUpdated(ClusterChange.TaskUpdated change) {
            TaskStatus status = change.status();
            updates.add(
                    status.getState().name(),
                    status.hasReason() ? status.getReason().name() : "");
            launches.updated(change, now);
            unacknowledged.updated(change.framework().value(), status);
        }
    }

    private final class Subscribed implements SubscriptionOutput.Cases {

        @Override
        public void reply(SubscriptionOutput.Reply output) {}

        @Override
        public void open(SubscriptionOutput.Open output) {}

        @Override
        public void send(SubscriptionOutput.Send output) {
            Event event = output.event();
            events.add(event.getType().name());
            String framework = frameworkOf.get(output.stream());
            if (framework != null && event.getType() == Event.Type.UPDATE) {
                unacknowledged.told(framework, event.getUpdate().getStatus(), now);
            }
        }

        @Override
        public void end(SubscriptionOutput.End output) {
            frameworkOf.remove(output.stream());
        }

        @Override
        public void seek(SubscriptionOutput.Seek output) {}

        @Override
        public void act(SubscriptionOutput.Act output) {
            output.action().match(new Actions(output.framework()));
        }
    }

    private final class Actions implements FrameworkAction.Cases {

        private final String framework;

        Actions(String framework) {
            this.framework = framework;
        }

        @Override
        public void serve(FrameworkAction.Serve action) {
            if (!action.stream().isEmpty()) {
                frameworkOf.put(action.stream(), framework);
            }
        }

        @Override
        public void call(FrameworkAction.Make action) {
            if (action.call() instanceof Call.Acknowledge acknowledge) {
                unacknowledged.acknowledged(framework, acknowledge.status());
            }
        }

        @Override
        public void leave(FrameworkAction.Leave action) {
            // What it has not acknowledged, it has not.
        }

        @Override
        public void remove(FrameworkAction.Remove action) {
            unacknowledged.removed(framework);
        }
    }
}
