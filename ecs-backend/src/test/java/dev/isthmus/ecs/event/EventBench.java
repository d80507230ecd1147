package dev.isthmus.ecs.event;

import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.ecs.call.EcsOperation;
import dev.isthmus.ecs.engine.EcsEngineBench;
import dev.isthmus.ecs.engine.EngineRig;
import dev.isthmus.ecs.launch.LaunchMode;
import dev.isthmus.ecs.view.TaskView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** An engine that hears events of the ECS that it calls. */
abstract class EventBench extends EcsEngineBench {

    protected final ScriptedQueue events = new ScriptedQueue(rig);

    EventBench() {
        ecs.clock = rig::now;
        ecs.changes = task -> events.send(ScriptedQueue.event(task));
        queue = Optional.of(events);
    }

    /** One that relies upon events, with a task that runs and has done so for a while. */
    protected EngineRig relying(String task) {
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.RUN_TASK);
        run(engine, task);
        rig.advance(Duration.ofMinutes(1));
        if (!engine.events().reliedUpon()) {
            throw new AssertionError("events are not relied upon: " + engine.events());
        }
        rig.begun.clear();
        return engine;
    }

    /** Has a task run; its ARN. */
    protected String run(EngineRig engine, String task) {
        int before = ecs.tasks.size();
        engine.launch(launch(task, "a"), outcomes::add);
        rig.advance(Duration.ofMillis(30));
        String arn = ecs.tasks.keySet().stream().skip(before).findFirst().orElseThrow();
        ecs.run(arn);
        rig.advance(Duration.ofMillis(50));
        return arn;
    }

    /** It stopped that long ago by ECS's clock, which knows it no more; the event that is sent. */
    protected StateChange stoppedLongAgo(String arn, Duration ago) {
        TaskView was = ecs.tasks.remove(arn);
        StateChange end = ScriptedQueue.event(new TaskView(
                was.arn(),
                was.version() + 3,
                "STOPPED",
                "STOPPED",
                was.instanceArn(),
                was.startedBy(),
                was.identity(),
                was.mainContainer(),
                List.of(new TaskView.ContainerView(was.mainContainer(), OptionalInt.of(4), "", List.of())),
                "",
                "EssentialContainerExited",
                "",
                new TaskView.Times(
                        was.times().createdAt(),
                        Optional.empty(),
                        Optional.of(rig.now().minus(ago)),
                        Optional.empty(),
                        Optional.of(rig.now().minus(ago)))));
        events.send(end);
        return end;
    }

    protected long reads() {
        return rig.count(EcsOperation.LIST_TASKS)
                + rig.count(EcsOperation.DESCRIBE_TASKS)
                + rig.count(EcsOperation.LIST_CONTAINER_INSTANCES)
                + rig.count(EcsOperation.DESCRIBE_CONTAINER_INSTANCES);
    }

    protected long ends() {
        return told.stream()
                .filter(event -> event.phase() instanceof TaskPhase.Ended)
                .count();
    }
}
