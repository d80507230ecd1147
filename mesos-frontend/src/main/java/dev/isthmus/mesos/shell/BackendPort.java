package dev.isthmus.mesos.shell;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.OfferSource;
import dev.isthmus.api.launch.GroupLaunch;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchProgress;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a machine's requests to the backend, and the backend's answers and events to the machine. Used by the machine's thread alone; what the inbox is
 * given comes on any thread.
 */
public final class BackendPort {

    /** Takes what the backend answers and tells: of the cluster, and of one framework. Any thread; must return quickly and not throw. */
    public interface Inbox extends OfferSource.Listener {

        /** An answer or event of a framework. */
        void put(FrameworkId framework, Input input);

        /** A launch of a framework gets on, which the machine is not told. By default nothing is done with it. */
        default void progressed(FrameworkId framework, LaunchProgress progress) {}
    }

    private static final Logger log = LoggerFactory.getLogger(BackendPort.class);

    private final Backend backend;
    private final Inbox inbox;
    private boolean isStarted;

    /**
     * Asks nothing yet.
     *
     * @param backend closed by {@link #close}
     */
    public BackendPort(Backend backend, Inbox inbox) {
        this.backend = backend;
        this.inbox = inbox;
    }

    /**
     * Sends a request; {@link Output.Close} closes the backend, for all frameworks.
     *
     * @throws RuntimeException if the backend cannot be used; launches and stops are answered as failed instead
     */
    public void carryOut(Output.Request request) {
        request.match(new Output.Request.Cases() {
            @Override
            public void watch(Output.Watch watch) {
                BackendPort.this.watch(watch.framework());
            }

            @Override
            public void launch(Output.Launch launch) {
                BackendPort.this.launch(launch.launch());
            }

            @Override
            public void launchGroup(Output.LaunchGroup launch) {
                BackendPort.this.launch(launch.group());
            }

            @Override
            public void stop(Output.Stop stop) {
                BackendPort.this.stop(stop.framework(), stop.launch(), stop.reason());
            }

            @Override
            public void lookAgain(Output.LookAgain look) {
                backend.offers().lookAgain(look.agent());
            }

            @Override
            public void setState(Output.SetState set) {
                if (set.isDraining()) {
                    backend.offers().drain(set.agent());
                } else {
                    backend.offers().activate(set.agent());
                }
            }

            @Override
            public void close(Output.Close close) {
                BackendPort.this.close();
            }
        });
    }

    private void watch(FrameworkId framework) {
        backend.launcher().watch(framework, new TaskLauncher.Listener() {
            @Override
            public void taskChanged(TaskEvent event) {
                inbox.put(framework, new Input.TaskChanged(event));
            }

            @Override
            public void recovered() {
                inbox.put(framework, new Input.Recovered());
            }

            @Override
            public void progressed(LaunchProgress progress) {
                inbox.progressed(framework, progress);
            }
        });
        start();
    }

    /** Watches the cluster, if it is not watched yet: with the first framework at the latest. */
    public void start() {
        if (!isStarted) {
            isStarted = true;
            backend.offers().start(inbox);
        }
    }

    /** How often each operation of the cluster was called so far; any thread. */
    public Map<String, Long> callCounts() {
        return backend.callCounts();
    }

    /** Lets go of one framework, whose tasks go on. */
    public void forget(FrameworkId framework) {
        backend.launcher().forget(framework);
    }

    private void launch(Launch launch) {
        launch(List.of(launch.task()), () -> backend.launcher().launch(launch));
    }

    private void launch(GroupLaunch group) {
        launch(group.tasks(), () -> backend.launcher().launchGroup(group));
    }

    private void launch(List<LaunchedTask> tasks, Supplier<CompletionStage<LaunchOutcome>> asking) {
        CompletionStage<LaunchOutcome> stage;
        try {
            stage = asking.get();
        } catch (RuntimeException e) {
            log.error("launch {} was not taken by the backend", tasks.get(0).launch(), e);
            answer(tasks, new LaunchOutcome.Refused(LaunchOutcome.Refusal.UNAVAILABLE, "The backend failed: " + e));
            return;
        }
        // A stage that completes exceptionally breaks R-TL-04; whether the task runs is then unknown.
        stage.whenComplete((outcome, failure) ->
                answer(tasks, failure == null ? outcome : new LaunchOutcome.Unknown("The backend failed: " + failure)));
    }

    private void answer(List<LaunchedTask> tasks, LaunchOutcome outcome) {
        tasks.forEach(task -> inbox.put(task.framework(), new Input.LaunchAnswered(task.launch(), outcome)));
    }

    private void stop(FrameworkId framework, LaunchId launch, String reason) {
        CompletionStage<StopOutcome> stage;
        try {
            stage = backend.launcher().stop(framework, launch, reason);
        } catch (RuntimeException e) {
            log.error("stop of launch {} was not taken by the backend", launch, e);
            inbox.put(framework, new Input.StopAnswered(launch, failed(e)));
            return;
        }
        stage.whenComplete((outcome, failure) ->
                inbox.put(framework, new Input.StopAnswered(launch, failure == null ? outcome : failed(failure))));
    }

    private static StopOutcome failed(Throwable failure) {
        return new StopOutcome.Failed(
                new BackendFailure(BackendFailure.Category.TRANSIENT, "The backend failed: " + failure));
    }

    /** Closes the backend. Tasks go on. */
    public void close() {
        try {
            backend.close();
        } catch (RuntimeException e) {
            log.error("the backend could not be closed", e);
        }
    }
}
