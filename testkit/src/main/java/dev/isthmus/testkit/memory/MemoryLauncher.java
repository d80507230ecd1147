package dev.isthmus.testkit.memory;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskLauncher;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The launcher of a {@link MemoryBackend}. */
final class MemoryLauncher implements TaskLauncher {

    private final MemoryState state;

    MemoryLauncher(MemoryState state) {
        this.state = state;
    }

    @Override
    public void start(FrameworkId framework, Listener listener) {
        state.startTasks(framework, listener);
    }

    @Override
    public CompletionStage<LaunchOutcome> launch(Launch launch) {
        return CompletableFuture.completedStage(state.launch(launch));
    }

    @Override
    public CompletionStage<StopOutcome> stop(LaunchId launch, String reason) {
        return CompletableFuture.completedStage(state.stop(launch));
    }

    @Override
    public CompletionStage<List<TaskEvent>> list() {
        return CompletableFuture.completedStage(state.list());
    }

    @Override
    public void close() {
        state.close();
    }
}
