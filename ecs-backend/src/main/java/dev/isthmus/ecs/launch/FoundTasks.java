package dev.isthmus.ecs.launch;

import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.ecs.step.Notes;
import dev.isthmus.ecs.stop.Stops;
import dev.isthmus.ecs.task.EcsTaskLedger;
import dev.isthmus.ecs.task.EcsTaskRecord;
import dev.isthmus.ecs.view.TaskView;
import java.util.Optional;

/**
 * Decides on tasks of the frameworks that are watched, which are found on the cluster and not tracked yet: a pending start has succeeded, an earlier process started
 * the task, or it was started twice or given up, and is stopped. Not thread-safe: used within steps only.
 */
final class FoundTasks implements EcsTaskLedger.Discovery {

    private final Notes notes;
    private final ProgressReports reports;
    private final PendingLaunches pending;
    private final EcsTaskLedger ledger;
    private final Stops stops;
    private final LaunchRetry.Results results;

    /**
     * Creates it.
     *
     * @param results told when the task of a pending start is found
     */
    FoundTasks(
            Notes notes,
            ProgressReports reports,
            PendingLaunches pending,
            EcsTaskLedger ledger,
            Stops stops,
            LaunchRetry.Results results) {
        this.notes = notes;
        this.reports = reports;
        this.pending = pending;
        this.ledger = ledger;
        this.stops = stops;
        this.results = results;
    }

    @Override
    public Verdict found(LaunchedTask task, TaskView view) {
        Optional<PendingLaunch> launch = pending.find(task.launch());
        if (launch.isPresent()) {
            results.started(launch.get(), view);
            return Verdict.OURS;
        }
        Optional<EcsTaskRecord> twin = ledger.find(task.launch());
        if (twin.isPresent() || pending.wasGivenUp(task.launch())) {
            if (view.stopped()) {
                stops.unwantedEnded(view.arn());
            } else {
                boolean twice = twin.isPresent() && !twin.get().arn().equals(view.arn());
                String why = twice ? "it was started twice" : "it was given up before it turned up";
                notes.warn("Stopping {} of task {}: {}", view.arn(), task.task(), why);
                stops.stopUnwanted(view.arn(), why);
            }
            return Verdict.UNWANTED;
        }
        reports.found(task, view);
        return Verdict.ADOPT;
    }
}
