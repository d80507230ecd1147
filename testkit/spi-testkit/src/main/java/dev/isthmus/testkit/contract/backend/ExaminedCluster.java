package dev.isthmus.testkit.contract.backend;

import dev.isthmus.api.backend.BackendProvider;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.Taken;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cluster behind a backend that is examined, as a contract suite sees it: it makes things happen there and looks at what is so. Write one
 * for your backend, over a fake of what it speaks to.
 *
 * <p>It is empty at first. Every task that is launched starts to run by itself and runs until it is stopped or told to exit. Its methods are
 * called on the thread of the test, which also advances the manual clock that the suite hands out.
 */
public interface ExaminedCluster extends AutoCloseable {

    /** What opens a backend on this cluster; the same each time. */
    BackendProvider provider();

    /** What a backend has to be told to find this cluster. Looks at it should be some 10 to 60 seconds apart when all is quiet. */
    Settings settings();

    /** Master arguments that name this cluster, each in its own way; none if every driver of this backend is told by settings alone. */
    default List<String> masters() {
        return List.of();
    }

    /** Settings with one thing wrong, and the name of that setting, with {@link BackendFeature#SETTINGS}. */
    default Optional<Wrong> wrongSettings() {
        return Optional.empty();
    }

    /**
     * Settings that make no sense.
     *
     * @param settings all of them
     * @param name of the one that is wrong
     */
    record Wrong(Settings settings, String name) {}

    /** Adds an agent that is ready and has room for at least eight small tasks. */
    AgentId addAgent();

    /** What a small task takes, in the backend's dialect; by default 64 of CPU and 64 of MEMORY, in dialect {@code ecs}. */
    default Taken small() {
        return Taken.of(Resources.of(
                Dialect.ECS, Map.of(ResourceName.ECS_CPU, Amount.of(64), ResourceName.ECS_MEMORY, Amount.of(64))));
    }

    /** Drains an agent, with {@link BackendFeature#DRAINING}; without it, throws {@link UnsupportedOperationException}. */
    void drain(AgentId agent);

    /** The agent loses its connection; what runs on it runs on. */
    void disconnect(AgentId agent);

    /** The agent finds its connection again. */
    void reconnect(AgentId agent);

    /** The agent is gone for good, and its tasks with it. */
    void remove(AgentId agent);

    /** The main process of a running task exits by itself. */
    void exit(LaunchedTask task, int exitCode);

    /**
     * The next launch is carried out, and its answer lost, with {@link BackendFeature#LOST_ANSWERS}; without it, throws {@link
     * UnsupportedOperationException}.
     */
    void loseNextAnswer();

    /**
     * The next launch is lost on its way there, with {@link BackendFeature#LOST_ANSWERS}; without it, throws {@link
     * UnsupportedOperationException}.
     */
    void loseNextLaunch();

    /**
     * The next launch starts a task that shows to other processes only after a while, less than the consistency window of the backend, with {@link
     * BackendFeature#SHOWS_LATE}; without it, throws {@link UnsupportedOperationException}.
     */
    void hideNextTask();

    /**
     * From now on whatever is asked of the cluster fails at once, with {@link BackendFeature#LOSES_CONTACT}; without it, throws {@link
     * UnsupportedOperationException}.
     */
    void loseContact();

    /** The cluster answers again, with {@link BackendFeature#LOSES_CONTACT}; without it, throws {@link UnsupportedOperationException}. */
    void restoreContact();

    /**
     * From now on nothing is answered, for good: whoever asks waits. With {@link BackendFeature#LOSES_CONTACT}; without it, throws {@link
     * UnsupportedOperationException}.
     */
    void fallSilent();

    /** The launches of all tasks that were ever started, one entry for each task, so that a launch that started two is there twice. */
    List<LaunchId> started();

    /** The launches of the tasks that live. */
    List<LaunchId> live();

    /** How many requests have arrived so far, 0 if there is no such thing. */
    default long calls() {
        return 0;
    }

    /**
     * How long, in real time, nothing has to be due on the clock before the suite moves the time on. Long enough for a call that is answered on
     * another thread; zero if the backend does everything on the clock's scheduler.
     */
    default Duration quiet() {
        return Duration.ofMillis(20);
    }

    /** Whether a request is known to be on its way here, so that the time should not be moved on yet; false if that cannot be known. */
    default boolean underWay() {
        return false;
    }

    @Override
    void close();
}
