package dev.isthmus.ecs.engine;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.ecs.launch.EcsLaunches;
import dev.isthmus.ecs.step.Input;
import dev.isthmus.ecs.step.Requests;
import dev.isthmus.ecs.stop.Stops;
import dev.isthmus.ecs.task.EcsTaskLedger;
import dev.isthmus.ecs.task.EcsTaskRecord;
import java.util.Optional;

/** What is asked for in the name of a framework: each request has one outcome. Not thread-safe: used within steps only. */
final class FrameworkRequests {

    private final Requests requests;
    private final EcsTaskLedger ledger;
    private final EcsLaunches launches;
    private final Stops stops;
    private final WatchedFrameworks watched;
    private final ClusterPoller rounds;

    FrameworkRequests(
            Requests requests,
            EcsTaskLedger ledger,
            EcsLaunches launches,
            Stops stops,
            WatchedFrameworks watched,
            ClusterPoller rounds) {
        this.requests = requests;
        this.ledger = ledger;
        this.launches = launches;
        this.stops = stops;
        this.watched = watched;
        this.rounds = rounds;
    }

    void launch(Input.Launch input) {
        FrameworkId framework = input.launch().task().framework();
        requests.launch(input.request(), framework);
        ifWatched(framework, () -> {
            launches.launch(input.launch(), input.request());
            rounds.soon();
        });
    }

    void launchGroup(Input.LaunchGroup input) {
        FrameworkId framework = input.group().framework();
        requests.launch(input.request(), framework);
        ifWatched(framework, () -> {
            launches.launchGroup(input.group(), input.request());
            rounds.soon();
        });
    }

    void stop(Input.Stop input) {
        requests.stop(input.request(), input.framework());
        ifWatched(input.framework(), () -> stopWatched(input));
    }

    private void stopWatched(Input.Stop input) {
        Optional<EcsTaskRecord> known = ledger.find(input.launch())
                .filter(task -> task.task().framework().equals(input.framework()));
        if (known.isPresent()) {
            stops.stop(known.get(), input.reason(), input.request());
        } else if (launches.stop(input.framework(), input.launch(), input.reason())) {
            requests.answer(input.request(), new StopOutcome.Accepted());
        } else if (!watched.waits(input.framework(), input)) {
            requests.answer(input.request(), new StopOutcome.NotFound());
        }
    }

    void list(Input.ListTasks input) {
        requests.list(input.request(), input.framework());
        ifWatched(input.framework(), () -> {
            if (!watched.waits(input.framework(), input)) {
                requests.answer(input.request(), ledger.latest(input.framework()));
            }
        });
    }

    /** What was asked for while a framework was being forgotten has the outcome of what was asked for before. */
    private void ifWatched(FrameworkId framework, Runnable request) {
        Runnable done = watched.contains(framework) ? request : () -> requests.forget(framework);
        done.run();
    }
}
