package dev.isthmus.ecs.engine;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.GroupLaunch;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchProgress;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.event.EventFigures;
import dev.isthmus.ecs.event.ScriptedQueue;
import dev.isthmus.ecs.step.Input;
import dev.isthmus.ecs.step.Output;
import dev.isthmus.ecs.step.Rig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** An engine on a rig: hands it inputs, and its outputs to those who wait for them. */
public final class EngineRig {

    /** Receives the events of the engine. */
    public interface Listener {
        default void inventory(InventoryEvent event) {}

        default void reached() {}

        default void reads(Output.ReadLog output) {
            throw new AssertionError(output);
        }

        default void task(TaskEvent event) {}

        default void task(long watch, TaskEvent event) {
            task(event);
        }

        default void progressed(FrameworkId framework, LaunchProgress progress) {}

        default void recovered() {}

        default void recovered(long watch) {
            recovered();
        }
    }

    private final EcsEngine engine;
    private final Rig.Driven driven;
    private final Optional<ScriptedQueue> queue;
    private final Map<Long, Consumer<LaunchOutcome>> launches = new HashMap<>();
    private final Map<Long, Consumer<StopOutcome>> stops = new HashMap<>();
    private final Map<Long, Consumer<List<TaskEvent>>> lists = new HashMap<>();
    private FrameworkId watched = new FrameworkId("none");
    private long watches;
    private long requests;

    /** An engine without a queue of events. */
    public EngineRig(Rig rig, EngineOptions options, Listener listener) {
        this(rig, options, Optional.empty(), listener);
    }

    public EngineRig(Rig rig, EngineOptions options, Optional<ScriptedQueue> queue, Listener listener) {
        this.queue = queue;
        engine = new EcsEngine(options, false, rig.now());
        driven = rig.drive(engine::step, engine::nextDue, output -> told(output, listener));
    }

    private void told(Output output, Listener listener) {
        if (output instanceof Output.Inventory inventory) {
            listener.inventory(inventory.event());
        } else if (output instanceof Output.Reached) {
            listener.reached();
        } else if (output instanceof Output.TaskChanged changed) {
            listener.task(changed.watch(), changed.event());
        } else if (output instanceof Output.Recovered recovery) {
            listener.recovered(recovery.watch());
        } else if (output instanceof Output.Progressed progressed) {
            listener.progressed(progressed.framework(), progressed.progress());
        } else if (output instanceof Output.LaunchAnswered answered) {
            launches.remove(answered.request()).accept(answered.outcome());
        } else if (output instanceof Output.StopAnswered answered) {
            stops.remove(answered.request()).accept(answered.outcome());
        } else if (output instanceof Output.Listed listed) {
            lists.remove(listed.request()).accept(listed.tasks());
        } else if (output instanceof Output.ReceiveEvents receive) {
            queue.orElseThrow().receive(answer -> driven.take(new Input.Answered(receive.id(), answer)));
        } else if (output instanceof Output.ReadLog reading) {
            listener.reads(reading);
        } else if (output instanceof Output.DeleteEvents delete) {
            queue.orElseThrow()
                    .delete(delete.receipts(), answer -> driven.take(new Input.Answered(delete.id(), answer)));
        } else if (!(output instanceof Output.RoundRead)) {
            throw new AssertionError(output);
        }
    }

    /** What was asked for beside ECS's calls is answered. */
    public void answer(long id, Answer<?> answer) {
        driven.take(new Input.Answered(id, answer));
    }

    public void startOffers() {
        driven.take(new Input.StartOffers());
    }

    public void watch(FrameworkId framework) {
        watched = framework;
        driven.take(new Input.Watch(++watches, framework));
    }

    public void forget(FrameworkId framework) {
        driven.take(new Input.Forget(framework));
    }

    public void lookAgain(AgentId agent) {
        driven.take(new Input.LookAgain(agent));
    }

    public void launch(Launch launch, Consumer<LaunchOutcome> done) {
        launches.put(++requests, done);
        driven.take(new Input.Launch(requests, launch));
    }

    public void launchGroup(GroupLaunch group, Consumer<LaunchOutcome> done) {
        launches.put(++requests, done);
        driven.take(new Input.LaunchGroup(requests, group));
    }

    public void stop(LaunchId launch, String reason, Consumer<StopOutcome> done) {
        stops.put(++requests, done);
        driven.take(new Input.Stop(requests, watched, launch, reason));
    }

    public void stop(FrameworkId framework, LaunchId launch, Consumer<StopOutcome> done) {
        stops.put(++requests, done);
        driven.take(new Input.Stop(requests, framework, launch, "test"));
    }

    public void list(Consumer<List<TaskEvent>> done) {
        lists.put(++requests, done);
        driven.take(new Input.ListTasks(requests, watched));
    }

    public void close() {
        driven.take(new Input.Close());
    }

    /** The process is no more. */
    public void kill() {
        driven.kill();
    }

    /** Where polling stands, a row of the table of its states. */
    public String polling() {
        return engine.rounds.state().words();
    }

    public EventFigures events() {
        return engine.events().orElseThrow();
    }

    public boolean alive() {
        return driven.alive();
    }
}
