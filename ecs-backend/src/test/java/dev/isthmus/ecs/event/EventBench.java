package dev.isthmus.ecs.event;

import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.ecs.call.EcsOperation;
import dev.isthmus.ecs.engine.EcsEngineBench;
import dev.isthmus.ecs.engine.EngineRig;
import dev.isthmus.ecs.launch.LaunchMode;
import java.time.Duration;
import java.util.Optional;

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
