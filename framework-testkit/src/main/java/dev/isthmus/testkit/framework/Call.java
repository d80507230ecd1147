package dev.isthmus.testkit.framework;

import dev.isthmus.mesos.messages.Protos.TaskInfo;
import java.util.List;
import java.util.stream.Collectors;

/** Something that a scheduler calls on its driver, as a value. */
sealed interface Call {

    /** How it reads in a history. */
    String text();

    /** One task of a launch; a call that launches several is several of these. */
    record Launch(TaskInfo task, List<String> offers) implements Call {
        @Override
        public String text() {
            return "launches '" + task.getTaskId().getValue() + "' on "
                    + task.getSlaveId().getValue() + " (" + Texts.resources(task.getResourcesList()) + ")";
        }
    }

    /** Offers given back whole, of which agents, and for how long. */
    record Decline(List<String> offers, List<String> agents, double refuseSeconds) implements Call {
        @Override
        public String text() {
            return "declines the offer of " + String.join(", ", agents) + " for " + Texts.number(refuseSeconds) + " s";
        }
    }

    /** An operation on offers other than a launch. */
    record Operation(String type) implements Call {
        @Override
        public String text() {
            return "asks for operation " + type;
        }
    }

    /** Kill a task. */
    record Kill(String task) implements Call {
        @Override
        public String text() {
            return "kills '" + task + "'";
        }
    }

    /** Offers wanted again; no roles are all. */
    record Revive(List<String> roles) implements Call {
        @Override
        public String text() {
            return "revives offers" + Texts.roles(roles);
        }
    }

    /** No offers wanted; no roles are all. */
    record Suppress(List<String> roles) implements Call {
        @Override
        public String text() {
            return "suppresses offers" + Texts.roles(roles);
        }
    }

    /** An update acknowledged: by a call, or by the return of its callback. */
    record Acknowledge(String task, String state, boolean byReturn) implements Call {
        @Override
        public String text() {
            return "acknowledges " + state + " of '" + task + "'" + (byReturn ? " by returning" : "");
        }
    }

    /** States asked for; no tasks are all. */
    record Reconcile(List<String> tasks) implements Call {
        @Override
        public String text() {
            return tasks.isEmpty()
                    ? "reconciles all tasks"
                    : "reconciles "
                            + tasks.stream().map(task -> "'" + task + "'").collect(Collectors.joining(", "));
        }
    }

    /** The driver stopped. */
    record Stop(boolean failover) implements Call {
        @Override
        public String text() {
            return "stops the driver" + (failover ? ", to come back" : "");
        }
    }

    /** The driver aborted. */
    record Abort() implements Call {
        @Override
        public String text() {
            return "aborts the driver";
        }
    }

    /** Another call, which no expectation is about but {@link Expect#called}. */
    record Other(String method, String detail) implements Call {
        @Override
        public String text() {
            return "calls " + method + (detail.isEmpty() ? "" : ": " + detail);
        }
    }
}
