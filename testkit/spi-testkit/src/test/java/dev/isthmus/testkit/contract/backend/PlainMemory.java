package dev.isthmus.testkit.contract.backend;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.api.backend.BackendProvider;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.api.launch.TaskPhase.Ended;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A cluster and a backend that do none of what is optional, and say so. */
public final class PlainMemory extends ExaminedMemory {

    private final Scene scene;

    public PlainMemory(ManualClock clock) {
        super(clock);
        memory.consistencyWindow(Duration.ZERO);
        scene = new Scene(this, clock);
    }

    @Override
    public BackendProvider provider() {
        return new Broken.WrappedProvider(super.provider(), scene) {
            @Override
            public Backend open(BackendContext context) {
                return new PlainBackend(real.open(context), scene);
            }
        };
    }

    @Override
    public void drain(AgentId agent) {
        throw new UnsupportedOperationException("agents are not drained here");
    }

    @Override
    public void loseNextAnswer() {
        throw new UnsupportedOperationException("no answer is lost here");
    }

    @Override
    public void loseNextLaunch() {
        throw new UnsupportedOperationException("no launch is lost here");
    }

    @Override
    public void hideNextTask() {
        throw new UnsupportedOperationException("whatever is started shows at once here");
    }

    @Override
    public void loseContact() {
        throw new UnsupportedOperationException("there is no network to be lost here");
    }

    @Override
    public void restoreContact() {
        throw new UnsupportedOperationException("there is no network to come back here");
    }

    @Override
    public void fallSilent() {
        throw new UnsupportedOperationException("there is nobody to fall silent here");
    }

    private static final class PlainBackend extends WrappedBackend {

        private final Set<LaunchId> seen = new HashSet<>();

        PlainBackend(Backend real, Scene scene) {
            super(real, scene);
        }

        @Override
        CompletionStage<LaunchOutcome> launch(Launch launch) {
            if (launch.spec().container().image().isPresent()) {
                return CompletableFuture.completedStage(new LaunchOutcome.Refused(
                        LaunchOutcome.Refusal.INVALID, "an image cannot be run here: leave it out"));
            }
            seen.add(launch.task().launch());
            return super.launch(launch);
        }

        @Override
        void drain(AgentId agent) {
            // There is no such thing here.
        }

        @Override
        void activate(AgentId agent) {
            // As above.
        }

        @Override
        boolean hasGroups() {
            return false;
        }

        @Override
        void tell(TaskEvent event, TaskLauncher.Listener to) {
            boolean remembered = event.phase() instanceof Ended
                    && !seen.contains(event.task().launch());
            if (!remembered) {
                seen.add(event.task().launch());
                super.tell(plain(event), to);
            }
        }

        @Override
        CompletionStage<List<TaskEvent>> list(FrameworkId framework) {
            return super.list(framework)
                    .thenApply(
                            events -> events.stream().map(PlainBackend::plain).toList());
        }

        private static TaskEvent plain(TaskEvent event) {
            return event.phase() instanceof Ended ended
                    ? new TaskEvent(
                            event.task(),
                            new Ended(ended.ending(), OptionalInt.empty(), ended.ran(), ended.message()),
                            event.at())
                    : event;
        }
    }
}
