package dev.isthmus.testkit.ecs.runtime;

import dev.isthmus.testkit.ecs.runtime.ScriptedContainers.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A runtime without processes: each container follows a {@link Script}, and the test does the rest. A container that is asked to
 * stop ends at once with code 143, unless {@link #holdStops} was called. Safe to use from any thread.
 *
 * <p>The methods that take a task's ARN mean its first container.
 */
public final class ScriptedRuntime implements ContainerRuntime {
    private final ScriptedContainers containers = new ScriptedContainers();
    private final Function<ContainerLaunch, Script> scripts;

    private ScriptedRuntime(Function<ContainerLaunch, Script> scripts) {
        this.scripts = scripts;
    }

    /** Containers wait until the test starts and ends them. */
    public static ScriptedRuntime manual() {
        return following(launch -> Script.waits());
    }

    /** Containers start at once and run until they are stopped, or until the test ends them. */
    public static ScriptedRuntime running() {
        return following(launch -> Script.runs());
    }

    /** Each container does what {@code scripts} answers for it. */
    public static ScriptedRuntime following(Function<ContainerLaunch, Script> scripts) {
        return new ScriptedRuntime(scripts);
    }

    /** From now on (or no longer), a container that is asked to stop runs on until the test ends it. */
    public void holdStops(boolean hold) {
        containers.holdStops(hold);
    }

    /** All launches so far, in order. */
    public List<ContainerLaunch> launches() {
        return containers.launches();
    }

    /** All requests to stop so far, in order. */
    public List<ContainerId> stopRequests() {
        return containers.stopRequests();
    }

    /**
     * Waits for a launch that this method has not answered yet; launches come in order, each once.
     *
     * @throws IllegalStateException if none comes in time
     */
    public ContainerLaunch awaitLaunch(Duration timeout) throws InterruptedException {
        return containers.awaitLaunch(timeout);
    }

    /** The task's container starts to run. */
    public void starts(String taskArn) {
        starts(containers.first(taskArn));
    }

    /** A container starts to run. */
    public void starts(ContainerId container) {
        containers.move(container, Phase.RUNNING).accept(events -> events.started(container));
    }

    /** The task's container exits; one that had not started has started and ended in one. */
    public void exits(String taskArn, int code) {
        exits(containers.first(taskArn), code);
    }

    /** A container exits. */
    public void exits(ContainerId container, int code) {
        containers.move(container, Phase.ENDED).accept(events -> events.exited(container, code, Optional.empty()));
    }

    /** The task's container is killed for its use of memory. */
    public void runsOutOfMemory(String taskArn) {
        outOfMemory(containers.first(taskArn));
    }

    @Override
    public void outOfMemory(ContainerId container) {
        containers.requireRunning(container);
        containers
                .move(container, Phase.ENDED)
                .accept(events -> events.exited(container, 137, Optional.of(AgentMessages.OUT_OF_MEMORY)));
    }

    /** The health check of the task's container passes or fails once. */
    public void checks(String taskArn, boolean passes) {
        checks(containers.first(taskArn), passes);
    }

    /** The health check of a container passes or fails once. */
    public void checks(ContainerId container, boolean passes) {
        containers.requireRunning(container);
        containers.events(container).healthChecked(container, passes);
    }

    /** The image of the task's container cannot be pulled. */
    public void failsToPull(String taskArn) {
        ContainerId container = containers.first(taskArn);
        failsToStart(
                container, AgentMessages.cannotPull(containers.launch(container).image()));
    }

    /** The task's container cannot start, with a reason as the agent words it. */
    public void failsToStart(String taskArn, String reason) {
        failsToStart(containers.first(taskArn), reason);
    }

    /** A container cannot start, with a reason as the agent words it. */
    public void failsToStart(ContainerId container, String reason) {
        containers.requireNotRunning(container);
        containers.move(container, Phase.ENDED).accept(events -> events.failedToStart(container, reason));
    }

    @Override
    public void start(ContainerLaunch launch, ContainerEvents events, RuntimeTimer timer) {
        containers.add(launch, events);
        Script script = scripts.apply(launch);
        script.start().ifPresent(delay -> later(timer, delay, () -> begin(launch.id(), script, timer)));
    }

    @Override
    public void stop(ContainerId container) {
        containers.stop(container);
    }

    @Override
    public void close() {
        containers.endAll();
    }

    private void begin(ContainerId container, Script script, RuntimeTimer timer) {
        script.ending()
                .ifPresentOrElse(
                        ending -> ending.match(
                                exit -> {
                                    start(container);
                                    later(
                                            timer,
                                            exit.after(),
                                            () -> containers.ifStill(
                                                    container,
                                                    Phase.RUNNING,
                                                    Phase.ENDED,
                                                    events -> events.exited(container, exit.code(), exit.reason())));
                                },
                                failed -> containers.ifStill(
                                        container,
                                        Phase.LAUNCHED,
                                        Phase.ENDED,
                                        events -> events.failedToStart(container, failed.reason()))),
                        () -> start(container));
    }

    private void start(ContainerId container) {
        containers.ifStill(container, Phase.LAUNCHED, Phase.RUNNING, events -> events.started(container));
    }

    private static void later(RuntimeTimer timer, Duration delay, Runnable action) {
        if (delay.isZero()) {
            action.run();
        } else {
            timer.after(delay, action);
        }
    }
}
