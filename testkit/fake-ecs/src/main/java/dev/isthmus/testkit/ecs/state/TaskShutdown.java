package dev.isthmus.testkit.ecs.state;

import dev.isthmus.testkit.ecs.runtime.Effect;
import dev.isthmus.testkit.ecs.state.ContainerState.Phase;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** Stops tasks and their containers in order, and forgets a stopped task after the retention time of the settings. */
public final class TaskShutdown {
    private final AccountState account;

    public TaskShutdown(AccountState account) {
        this.account = account;
    }

    /** Wants a task stopped; one that is stopping or stopped already stays as it is. */
    public void stop(TaskState task, TaskStopCode code, String reason) {
        if (task.stopping()) {
            return;
        }
        task.desireStop(code, reason, account.now());
        boolean runs = task.status() == TaskStatus.RUNNING || task.status() == TaskStatus.ACTIVATING;
        if (runs && !task.pace.deactivating().isZero()) {
            task.become(TaskStatus.DEACTIVATING);
            task.later(task.pace.deactivating(), account.timers, TaskStatus.DEACTIVATING, () -> endContainers(task));
        } else {
            endContainers(task);
        }
    }

    /** The instance is gone for good: its tasks end without a word of their containers. */
    private void abandon(TaskState task, TaskStopCode code, String reason) {
        if (task.stopped()) {
            return;
        }
        if (!task.stopping()) {
            task.desireStop(code, reason, account.now());
        }
        for (ContainerState container : task.containers) {
            if (container.live()) {
                account.effects.add(new Effect.Stop(container.id()));
            }
            if (container.phase != Phase.STOPPED) {
                container.stop(null, null);
            }
        }
        finish(task);
    }

    /** A container instance goes for good: it is INACTIVE, and its tasks are stopped with this code and reason. */
    public void remove(InstanceState instance, TaskStopCode code, String reason) {
        List.copyOf(instance.tasks).forEach(task -> abandon(task, code, reason));
        instance.agentConnected(false, account.now());
        instance.status("INACTIVE");
    }

    /** What runs is told to stop, what does not run yet never will. */
    private void endContainers(TaskState task) {
        boolean someRun = task.containers.stream().anyMatch(ContainerState::live);
        boolean ran = task.status() != TaskStatus.PROVISIONING && task.status() != TaskStatus.PENDING;
        if (someRun && ran) {
            task.become(TaskStatus.STOPPING);
            task.later(task.pace.stopping(), account.timers, TaskStatus.STOPPING, () -> stopContainers(task));
        } else if (ran) {
            task.become(TaskStatus.STOPPING);
            concludeIfAllStopped(task);
        } else {
            task.host.throughAgent(() -> stopContainers(task));
        }
    }

    /** Once, and again whenever one has stopped that others waited for. */
    void stopContainers(TaskState task) {
        task.stopsContainers = true;
        task.containers.stream()
                .filter(container -> container.phase == Phase.WAITING)
                .forEach(container -> container.stop(null, null));
        for (ContainerState container : task.containers) {
            if (container.live() && !container.stopSent && ContainerOrder.mayStop(container)) {
                container.stopSent = true;
                account.effects.add(new Effect.Stop(container.id()));
            }
        }
        concludeIfAllStopped(task);
    }

    void concludeIfAllStopped(TaskState task) {
        // One that is DEACTIVATING waits for the end of that.
        if (!task.allStopped()
                || task.status() == TaskStatus.DEACTIVATING
                || task.status().compareTo(TaskStatus.DEPROVISIONING) >= 0) {
            return;
        }
        if (task.executionStoppedAt == null) {
            task.executionStoppedAt = account.now();
        }
        if (task.provisioned) {
            task.networkInterface.ifPresent(TaskInterface::detach);
            task.become(TaskStatus.DEPROVISIONING);
            task.later(task.pace.deprovisioning(), account.timers, TaskStatus.DEPROVISIONING, () -> finish(task));
        } else {
            finish(task);
        }
    }

    /** Called once a task: what is stopped does not come here again. */
    private void finish(TaskState task) {
        task.conclude(account.now());
        account.effects.add(new Effect.Forget(task.arn));
        account.timers.at(account.now().plus(account.settings.stoppedTaskRetention()), () -> {
            task.cluster.forget(task);
            account.tags.clear(task.arn);
        });
    }
}
