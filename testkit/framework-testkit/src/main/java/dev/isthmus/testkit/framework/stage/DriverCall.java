package dev.isthmus.testkit.framework.stage;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Something that a scheduler calls on its driver, as a value. */
public sealed interface DriverCall {

    /** How it reads in a history. */
    String text();

    /** One that says which offers are wanted. */
    sealed interface OfOffers extends DriverCall {

        /** What follows from it, in each of its cases. */
        <R> R fold(
                Function<? super Decline, ? extends R> decline,
                Function<? super Revive, ? extends R> revive,
                Function<? super Suppress, ? extends R> suppress);
    }

    /** One that ends the driver. */
    sealed interface OfEnd extends DriverCall {

        /** What the driver is then. */
        String ended();

        /** Whether the framework ends with it. */
        boolean tearsDown();
    }

    /** One that expectations know by its name alone. */
    sealed interface Named extends DriverCall {

        /** The name. */
        String name();
    }

    /** One task of a launch; a call that launches several is several of these. */
    record Launch(TaskInfo task, List<String> offers) implements DriverCall {
        @Override
        public String text() {
            return "launches '" + task.getTaskId().getValue() + "' on "
                    + task.getSlaveId().getValue() + " (" + Texts.resources(task.getResourcesList()) + ")";
        }

        /** What this framework's launch is called; nothing where it names no task or no offer, and so never arrives. */
        Optional<LaunchId> launch(String framework) {
            String id = task.getTaskId().getValue();
            return id.isEmpty() || offers.isEmpty()
                    ? Optional.empty()
                    : Optional.of(LaunchId.of(new FrameworkId(framework), new TaskId(id), offers.get(0)));
        }
    }

    /** Offers given back whole, of which agents, and for how long. */
    record Decline(List<String> offers, List<String> agents, double refuseSeconds) implements OfOffers {
        @Override
        public String text() {
            return "declines the offer of " + String.join(", ", agents) + " for " + Texts.number(refuseSeconds) + " s";
        }

        @Override
        public <R> R fold(
                Function<? super Decline, ? extends R> decline,
                Function<? super Revive, ? extends R> revive,
                Function<? super Suppress, ? extends R> suppress) {
            return decline.apply(this);
        }
    }

    /** An operation on offers other than a launch. */
    record Operation(String type) implements Named {
        @Override
        public String text() {
            return "asks for operation " + type;
        }

        @Override
        public String name() {
            return type;
        }
    }

    /** Kill a task. */
    record Kill(String task) implements DriverCall {
        @Override
        public String text() {
            return "kills '" + task + "'";
        }
    }

    /** Offers wanted again; no roles are all. */
    record Revive(List<String> roles) implements OfOffers {
        @Override
        public String text() {
            return "revives offers" + Texts.roles(roles);
        }

        @Override
        public <R> R fold(
                Function<? super Decline, ? extends R> decline,
                Function<? super Revive, ? extends R> revive,
                Function<? super Suppress, ? extends R> suppress) {
            return revive.apply(this);
        }
    }

    /** No offers wanted; no roles are all. */
    record Suppress(List<String> roles) implements OfOffers {
        @Override
        public String text() {
            return "suppresses offers" + Texts.roles(roles);
        }

        @Override
        public <R> R fold(
                Function<? super Decline, ? extends R> decline,
                Function<? super Revive, ? extends R> revive,
                Function<? super Suppress, ? extends R> suppress) {
            return suppress.apply(this);
        }
    }

    /** An update acknowledged: by a call, or by the return of its callback. */
    record Acknowledge(String task, String state, boolean byReturn) implements DriverCall {
        @Override
        public String text() {
            return "acknowledges " + state + " of '" + task + "'" + (byReturn ? " by returning" : "");
        }
    }

    /** States asked for; no tasks are all. */
    record Reconcile(List<String> tasks) implements DriverCall {
        @Override
        public String text() {
            return tasks.isEmpty()
                    ? "reconciles all tasks"
                    : "reconciles "
                            + tasks.stream().map(task -> "'" + task + "'").collect(Collectors.joining(", "));
        }
    }

    /** The driver stopped. */
    record Stop(boolean failover) implements OfEnd {
        @Override
        public String text() {
            return "stops the driver" + (failover ? ", to come back" : "");
        }

        @Override
        public String ended() {
            return "stopped";
        }

        @Override
        public boolean tearsDown() {
            return !failover;
        }
    }

    /** The driver aborted. */
    record Abort() implements OfEnd {
        @Override
        public String text() {
            return "aborts the driver";
        }

        @Override
        public String ended() {
            return "aborted";
        }

        @Override
        public boolean tearsDown() {
            return false;
        }
    }

    /** Another call, which no expectation is about but {@link dev.isthmus.testkit.framework.expect.Expect#called}. */
    record Other(String method, String detail) implements Named {
        @Override
        public String text() {
            return "calls " + method + (detail.isEmpty() ? "" : ": " + detail);
        }

        @Override
        public String name() {
            return method;
        }
    }
}
