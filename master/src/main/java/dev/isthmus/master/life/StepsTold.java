package dev.isthmus.master.life;

import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.master.life.TaskMoment.Kind;
import dev.isthmus.master.serving.ServingInput;
import dev.isthmus.master.serving.ServingOutput;
import dev.isthmus.master.snapshot.ToldHistory;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.MasterInput;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Makes moments of tasks of what goes into a master's steps and comes of them. */
public final class StepsTold {

    private final TaskStories stories;
    private final CallsTold calls;
    private final RequestsTold requests;

    /** Tells these. */
    public StepsTold(TaskStories stories) {
        this.stories = stories;
        this.calls = new CallsTold(stories);
        this.requests = new RequestsTold(stories);
    }

    /** Takes a step. */
    public void see(Instant shown, ServingInput input, List<ServingOutput> outputs) {
        double now = ToldHistory.seconds(shown);
        if (input instanceof ServingInput.OfMachine machine && machine.input() instanceof MasterInput.Of of) {
            heard(now, of.input());
        }
        calls.now(now);
        requests.now(now);
        for (ServingOutput output : outputs) {
            called(output);
            asked(output);
        }
    }

    private void called(ServingOutput output) {
        if (output instanceof ServingOutput.OfSubscription subscription) {
            subscription.output().match(calls);
        }
    }

    private void asked(ServingOutput output) {
        if (output instanceof ServingOutput.OfBackend backend) {
            backend.request().match(requests);
        }
    }

    /** What the cluster says. */
    private void heard(double now, Input input) {
        launchAnswered(now, input);
        stopAnswered(now, input);
        changed(input);
    }

    private void launchAnswered(double now, Input input) {
        if (input instanceof Input.LaunchAnswered answered) {
            stories.of(answered.launch()).ifPresent(story -> answered(story, now, answered.outcome()));
        }
    }

    private void stopAnswered(double now, Input input) {
        if (input instanceof Input.StopAnswered answered) {
            stories.of(answered.launch()).ifPresent(story -> answered(story, now, answered.outcome()));
        }
    }

    private void changed(Input input) {
        if (input instanceof Input.TaskChanged changed) {
            changed(changed.event());
        }
    }

    private static void answered(GrowingStory story, double now, LaunchOutcome outcome) {
        outcome.match(
                launched -> {
                    if (!story.isPlaced()) {
                        story.placed();
                        story.add(now, Kind.CLUSTER, "The cluster has taken it as " + launched.backendId());
                    }
                },
                refused -> story.add(
                        now,
                        Kind.TROUBLE,
                        "The cluster refuses it (" + word(refused.refusal().name()) + "): " + refused.message()),
                unknown -> story.add(now, Kind.TROUBLE, "Whether it starts is not known yet: " + unknown.message()));
    }

    private static void answered(GrowingStory story, double now, StopOutcome outcome) {
        outcome.match(
                accepted -> story.add(now, Kind.CLUSTER, "The cluster will stop it"),
                notFound -> story.add(now, Kind.CLUSTER, "The cluster has nothing to stop"),
                failed -> story.add(
                        now,
                        Kind.TROUBLE,
                        "The cluster does not stop it: " + failed.failure().message()));
    }

    private void changed(TaskEvent event) {
        GrowingStory story = stories.launched(event.task());
        double at = ToldHistory.seconds(event.at());
        event.phase()
                .match(
                        staging -> story.add(
                                at, Kind.STATE, "Staging on the cluster: its image is pulled, its network made"),
                        starting -> story.add(at, Kind.STATE, "Starting on the cluster"),
                        running -> story.add(at, Kind.STATE, "Runs on the cluster" + healthy(running)),
                        stopping -> story.add(at, Kind.STATE, "Being stopped on the cluster"),
                        ended -> {
                            story.add(at, Kind.STATE, ended(ended));
                            stories.over(
                                    event.task().framework().value(),
                                    event.task().task().value());
                        });
    }

    private static String healthy(TaskPhase.Running running) {
        return running.healthy()
                .map(is -> is ? ", and its health check passes" : ", and its health check fails")
                .orElse("");
    }

    private static String ended(TaskPhase.Ended ended) {
        StringBuilder text = new StringBuilder("Ended on the cluster (")
                .append(word(ended.ending().name()));
        ended.exitCode().ifPresent(code -> text.append(", exit code ").append(code));
        text.append(ended.ran() ? ")" : ", it never ran)");
        return ended.message().isEmpty()
                ? text.toString()
                : text.append(": ").append(ended.message()).toString();
    }

    static String word(String name) {
        return name.replace('_', ' ').toLowerCase(Locale.ROOT);
    }
}
