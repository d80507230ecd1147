package dev.isthmus.master.life;

import dev.isthmus.api.launch.Launch;
import dev.isthmus.master.life.TaskMoment.Kind;
import dev.isthmus.mesos.machine.step.Output;

/** Makes moments of tasks of what the cluster is asked for. */
final class RequestsTold implements Output.Request.Cases {

    private final TaskStories stories;
    private double now;

    RequestsTold(TaskStories stories) {
        this.stories = stories;
    }

    void now(double step) {
        now = step;
    }

    @Override
    public void watch(Output.Watch request) {}

    @Override
    public void launch(Output.Launch request) {
        launched(request.launch());
    }

    @Override
    public void launchGroup(Output.LaunchGroup request) {
        request.group().members().forEach(this::launched);
    }

    private void launched(Launch launch) {
        stories.launched(launch.task())
                .add(
                        now,
                        Kind.DECIDED,
                        "It has passed the checks, and takes " + launch.taken().accounted() + " of agent "
                                + launch.task().agent());
    }

    @Override
    public void stop(Output.Stop request) {
        stories.of(request.launch())
                .ifPresent(story -> story.add(now, Kind.DECIDED, "The cluster is to stop it: " + request.reason()));
    }

    @Override
    public void lookAgain(Output.LookAgain request) {}

    @Override
    public void setState(Output.SetState request) {}

    @Override
    public void close(Output.Close request) {}
}
