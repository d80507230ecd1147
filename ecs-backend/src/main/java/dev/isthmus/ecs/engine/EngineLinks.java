package dev.isthmus.ecs.engine;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.ecs.launch.EcsLaunches;
import dev.isthmus.ecs.task.EcsTaskLedger;
import dev.isthmus.ecs.view.TaskView;
import java.util.Optional;

/** Connects parts of the engine with those that are created after them. */
final class EngineLinks implements EcsTaskLedger.Discovery {

    private Optional<EcsLaunches> launches = Optional.empty();
    private Optional<ClusterPoller> rounds = Optional.empty();
    private Optional<InstanceRefresher> looks = Optional.empty();
    private Optional<TransitioningTaskPoller> moving = Optional.empty();

    /** Once all parts are created. */
    void connect(
            EcsLaunches allLaunches,
            ClusterPoller poller,
            InstanceRefresher refresher,
            TransitioningTaskPoller taskPoller) {
        launches = Optional.of(allLaunches);
        rounds = Optional.of(poller);
        looks = Optional.of(refresher);
        moving = Optional.of(taskPoller);
    }

    @Override
    public Verdict found(LaunchedTask task, TaskView view) {
        return launches.orElseThrow().found(task, view);
    }

    /** Polls the cluster, and the tasks in transition, soon. */
    void soon() {
        rounds.orElseThrow().soon();
        moving.orElseThrow().soon();
    }

    /** Refreshes an instance soon. */
    void lookAgain(AgentId agent) {
        looks.orElseThrow().soon(agent);
    }
}
