package dev.isthmus.api.launch;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Launches, stops and lists the tasks of any number of frameworks, and reports their state. A framework is served while it is watched: from
 * {@link #watch} to {@link #forget}, or to the close. Frameworks do not affect each other.
 *
 * <ul>
 *   <li>Discovery: R-TL-01, through the {@link dev.isthmus.api.backend.BackendProvider} that also makes the
 *       {@link dev.isthmus.api.inventory.OfferSource}.
 *   <li>Threads: R-TL-02, its methods may be called on any thread; listeners are called serially on a thread of the launcher, those of several
 *       frameworks too, one after the other, and never from within a call of one of these methods. Stages are completed on any thread.
 *   <li>Blocking: R-TL-03, no method blocks on the backend.
 *   <li>Exceptions: R-TL-04, only for misuse: an {@link IllegalStateException} for watching a framework that is watched, for launching,
 *       stopping and listing tasks of one that is not, and for all of these after close; a {@link NullPointerException} for a null argument,
 *       each thrown by the call itself, which then has done nothing; a launch that the backend cannot make sense of is {@link
 *       LaunchOutcome.Refusal#INVALID} and no {@link IllegalArgumentException}. Failures are outcomes, and no stage completes exceptionally.
 *   <li>Close: R-TL-05, after {@code close()} has returned, no event is delivered; incomplete stages are completed: launches as unknown.
 *       Tasks go on running. Closing again does nothing.
 * </ul>
 *
 * @since 0.1
 */
public interface TaskLauncher extends AutoCloseable {

    /**
     * Begins to watch the tasks of a framework, beside those that are watched already. Its listener is told of its tasks and of no others
     * (R-TL-17). Those that an earlier process launched are told of first, ended ones as far as the backend remembers, and then {@link
     * Listener#recovered} is called once, for each watch (R-TL-06).
     *
     * @throws IllegalStateException if the framework is watched, or the launcher closed
     */
    void watch(FrameworkId framework, Listener listener);

    /**
     * Ends the watch of a framework (R-TL-25). After it has returned, no event is delivered to the framework's listener; its incomplete stages are
     * completed soon, as by a close: launches as unknown. Its tasks go on running and are accounted for as those of other drivers. It may
     * be watched again, which recovers its tasks anew. Nothing happens if it is not watched, after close too.
     */
    void forget(FrameworkId framework);

    /**
     * Launches a task of a framework that is watched. Asking again with the same {@link LaunchId} never starts a second one (R-TL-07), and comes
     * to the same outcome (R-TL-08). An event may come before the stage completes.
     *
     * @throws IllegalStateException if the framework of the launch is not watched
     */
    CompletionStage<LaunchOutcome> launch(Launch launch);

    /**
     * Launches a group: all of its tasks or none, with one outcome for all of them; unless a launcher says otherwise, none, as refused and
     * {@link LaunchOutcome.Refusal#INVALID} (R-TL-22). Each member is told, listed and held by itself, under its own {@link LaunchId}; asking
     * again for the same group starts nothing and comes to the same outcome (R-TL-23). They share one fate: stopping one stops all, and when one
     * fails the others end too, as {@link Ending#WITH_GROUP} (R-TL-24). Whether the others go on when one exits with 0 is left to the launcher.
     *
     * @throws IllegalStateException if the framework of the group is not watched
     */
    default CompletionStage<LaunchOutcome> launchGroup(GroupLaunch group) {
        return CompletableFuture.completedStage(new LaunchOutcome.Refused(
                LaunchOutcome.Refusal.INVALID,
                "This backend cannot start task groups (tasks " + group.names() + "): launch the tasks one by one"));
    }

    /**
     * Asks for a task to be stopped: first kindly, then, after its grace period, by force. Stopping twice is once (R-TL-14). The message of its end
     * holds the reason, to a later process too, unless the task had ended by itself before the backend had the request: then it is told as it
     * ended.
     *
     * @param framework whose task it is; there is no such task if it is another's (R-TL-15)
     * @param reason in words, for whoever looks at the backend; of several the first counts. One of more than 200 characters may be cut short
     * @throws IllegalStateException if the framework is not watched
     */
    CompletionStage<StopOutcome> stop(FrameworkId framework, LaunchId launch, String reason);

    /**
     * What was told last of every task of the framework that has not ended, and of those that ended a short while ago (R-TL-16).
     *
     * @throws IllegalStateException if the framework is not watched
     */
    CompletionStage<List<TaskEvent>> list(FrameworkId framework);

    /**
     * How long what was asked for may stay out of sight. A task that an earlier process asked for in its last moments may be told of only after
     * {@link Listener#recovered}, but no later than this after the {@link #watch} of its framework; where {@link Listener#recovered} took more than
     * half of it to come, no later than as long again after that, or this long if that is less. One that was asked for at least this long before
     * {@link #watch} is told of before {@link Listener#recovered} (R-TL-21). Until then, nobody should be told that a task of an earlier process
     * is unknown.
     *
     * <p>The same each time and for all frameworks, zero or more, never null. It may be called at any time, before the first watch and after the
     * close too, on any thread, and answers at once. By default zero: what was asked for shows at once.
     */
    default Duration consistencyWindow() {
        return Duration.ZERO;
    }

    @Override
    void close();

    /** Takes what is published of one framework. It must return quickly and not throw. */
    interface Listener {

        /** One task of the framework is in another state; events come one after the other. */
        void taskChanged(TaskEvent event);

        /**
         * Every task of the framework that an earlier process launched and the backend knows has been told of; one that does not show yet is told of
         * within the {@link TaskLauncher#consistencyWindow}.
         */
        void recovered();

        /**
         * A launch of the framework gets on, or a task of an earlier process has been found (R-TL-26). A backend may tell of none, of some or of all steps; they come in
         * order with the events of the task. By default nothing is done with it.
         */
        default void progressed(LaunchProgress progress) {}
    }
}
