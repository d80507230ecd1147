package dev.isthmus.simulation.observe;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.Task;

/** Several observers, told in the order in which they came. */
public final class Observers implements Observer {

    private final List<Observer> observers = new ArrayList<>();

    /** One more, the last. */
    public void add(Observer observer) {
        observers.add(observer);
    }

    @Override
    public void began(DriverLife life) {
        for (Observer each : observers) {
            each.began(life);
        }
    }

    @Override
    public void ended(DriverLife life) {
        for (Observer each : observers) {
            each.ended(life);
        }
    }

    @Override
    public void frozen(DriverLife life, boolean stands) {
        for (Observer each : observers) {
            each.frozen(life, stands);
        }
    }

    @Override
    public void clockJumped(DriverLife life) {
        for (Observer each : observers) {
            each.clockJumped(life);
        }
    }

    @Override
    public void registered(DriverLife life, String frameworkId) {
        for (Observer each : observers) {
            each.registered(life, frameworkId);
        }
    }

    @Override
    public void connected(DriverLife life, boolean connected) {
        for (Observer each : observers) {
            each.connected(life, connected);
        }
    }

    @Override
    public void offered(DriverLife life, Offer offer) {
        for (Observer each : observers) {
            each.offered(life, offer);
        }
    }

    @Override
    public void rescinded(DriverLife life, String offerId) {
        for (Observer each : observers) {
            each.rescinded(life, offerId);
        }
    }

    @Override
    public void told(DriverLife life, TaskStatus status) {
        for (Observer each : observers) {
            each.told(life, status);
        }
    }

    @Override
    public void agentLost(DriverLife life, String agentId) {
        for (Observer each : observers) {
            each.agentLost(life, agentId);
        }
    }

    @Override
    public void failed(DriverLife life, String message) {
        for (Observer each : observers) {
            each.failed(life, message);
        }
    }

    @Override
    public void gaveUp(String framework, String why) {
        for (Observer each : observers) {
            each.gaveUp(framework, why);
        }
    }

    @Override
    public void answered(DriverLife life, List<String> offerIds, List<TaskInfo> tasks) {
        for (Observer each : observers) {
            each.answered(life, offerIds, tasks);
        }
    }

    @Override
    public void acknowledged(DriverLife life, TaskStatus status) {
        for (Observer each : observers) {
            each.acknowledged(life, status);
        }
    }

    @Override
    public void killAsked(DriverLife life, String taskId) {
        for (Observer each : observers) {
            each.killAsked(life, taskId);
        }
    }

    @Override
    public void reconcileAsked(DriverLife life, List<String> taskIds) {
        for (Observer each : observers) {
            each.reconcileAsked(life, taskIds);
        }
    }

    @Override
    public void called(DriverLife life, String operation) {
        for (Observer each : observers) {
            each.called(life, operation);
        }
    }

    @Override
    public void sent(DriverLife life, String operation) {
        for (Observer each : observers) {
            each.sent(life, operation);
        }
    }

    @Override
    public void came(DriverLife life, String operation, Optional<Category> failure) {
        for (Observer each : observers) {
            each.came(life, operation, failure);
        }
    }

    @Override
    public void opened(JournalKey journal) {
        for (Observer each : observers) {
            each.opened(journal);
        }
    }

    @Override
    public void durable(JournalKey journal, JournalEntry entry) {
        for (Observer each : observers) {
            each.durable(journal, entry);
        }
    }

    @Override
    public void masterTook(DriverLife master, Call call) {
        for (Observer each : observers) {
            each.masterTook(master, call);
        }
    }

    @Override
    public void machineTook(DriverLife master, Call call) {
        for (Observer each : observers) {
            each.machineTook(master, call);
        }
    }

    @Override
    public void allocated(DriverLife master, AllocatorRun run) {
        for (Observer each : observers) {
            each.allocated(master, run);
        }
    }

    @Override
    public void masterSent(DriverLife master, SentEvent sent) {
        for (Observer each : observers) {
            each.masterSent(master, sent);
        }
    }

    @Override
    public void masterHungUp(DriverLife master, String frameworkId) {
        for (Observer each : observers) {
            each.masterHungUp(master, frameworkId);
        }
    }

    @Override
    public void weighed(String role, double weight) {
        for (Observer each : observers) {
            each.weighed(role, weight);
        }
    }

    @Override
    public void quotaSet(String role, boolean hasOne) {
        for (Observer each : observers) {
            each.quotaSet(role, hasOne);
        }
    }

    @Override
    public void removed(String frameworkId) {
        for (Observer each : observers) {
            each.removed(frameworkId);
        }
    }

    @Override
    public void foundNoRoom(String instanceArn) {
        for (Observer each : observers) {
            each.foundNoRoom(instanceArn);
        }
    }

    @Override
    public void taskChanged(Task task) {
        for (Observer each : observers) {
            each.taskChanged(task);
        }
    }

    @Override
    public void endDeleted(DriverLife life, String taskArn) {
        for (Observer each : observers) {
            each.endDeleted(life, taskArn);
        }
    }

    @Override
    public void instanceChanged(ContainerInstance instance) {
        for (Observer each : observers) {
            each.instanceChanged(instance);
        }
    }

    @Override
    public void scaledIn(String instanceArn) {
        for (Observer each : observers) {
            each.scaledIn(instanceArn);
        }
    }

    @Override
    public void fair(boolean fair) {
        for (Observer each : observers) {
            each.fair(fair);
        }
    }

    @Override
    public void undisturbed(boolean undisturbed) {
        for (Observer each : observers) {
            each.undisturbed(undisturbed);
        }
    }

    @Override
    public void launchingStopped() {
        for (Observer each : observers) {
            each.launchingStopped();
        }
    }

    @Override
    public void stepped() {
        for (Observer each : observers) {
            each.stepped();
        }
    }

    @Override
    public void over() {
        for (Observer each : observers) {
            each.over();
        }
    }
}
