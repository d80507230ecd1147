package dev.isthmus.master.api;

import static java.util.Objects.requireNonNull;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.logging.LoggingLevel;
import dev.isthmus.master.maintenance.AgentChange;
import dev.isthmus.master.maintenance.MaintenanceChange;
import dev.isthmus.master.reservation.ReservationChange;
import dev.isthmus.master.role.RoleChange;
import dev.isthmus.master.setting.OperatorChange;
import dev.isthmus.master.setting.OperatorSettings;
import dev.isthmus.master.snapshot.MasterIdentity;
import java.util.function.Function;

/** What becomes of an operator's request. */
public sealed interface OperatorRequest {

    /** Calls the case of this request. */
    <R> R match(Cases<R> cases);

    /** Whether it wants something to be another way than it is. */
    default boolean isForAChange() {
        return false;
    }

    /** A method for each request; a dispatcher that lacks one does not compile. */
    interface Cases<R> {

        R answered(Answered request);

        R changing(Changing request);

        R tearingDown(TearingDown request);

        R killing(Killing request);

        R looking(Looking request);

        R identifying(Identifying request);

        R recalling(Recalling request);

        R watching(Watching request);

        R logging(Logging request);
    }

    /** What is shown of a master. */
    @FunctionalInterface
    interface Page {

        /**
         * The answer.
         *
         * @param now in seconds since 1970
         */
        HttpAnswer write(MasterInspection master, double now);
    }

    /**
     * It is answered, whatever the master knows.
     *
     * @param answer in Mesos's words
     */
    record Answered(HttpAnswer answer) implements OperatorRequest {

        /** Checks that it is there. */
        public Answered {
            requireNonNull(answer, "answer");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.answered(this);
        }
    }

    /** It asks for a change. */
    record Changing(OperatorChange change) implements OperatorRequest {

        /** Checks that it is there. */
        public Changing {
            requireNonNull(change, "change");
        }

        /** Of weights or quotas. */
        Changing(RoleChange change) {
            this(new OperatorChange.OfRoles(change));
        }

        /** Of the maintenance of machines. */
        Changing(MaintenanceChange change) {
            this(new OperatorChange.OfMachines(change));
        }

        /** Of what is reserved of an agent. */
        Changing(ReservationChange change) {
            this(new OperatorChange.OfReservations(change));
        }

        /** Of a single agent. */
        Changing(AgentChange change) {
            this(new OperatorChange.OfAgent(change));
        }

        @Override
        public boolean isForAChange() {
            return true;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.changing(this);
        }
    }

    /**
     * It wants a framework to be removed with its tasks.
     *
     * @param framework its id, as the operator writes it
     */
    record TearingDown(String framework) implements OperatorRequest {

        /** Checks that it is there. */
        public TearingDown {
            requireNonNull(framework, "framework");
        }

        @Override
        public boolean isForAChange() {
            return true;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.tearingDown(this);
        }
    }

    /** It wants a task to be killed. */
    record Killing(FrameworkId framework, String task) implements OperatorRequest {

        /** Checks that both are there. */
        public Killing {
            requireNonNull(framework, "framework");
            requireNonNull(task, "task");
        }

        @Override
        public boolean isForAChange() {
            return true;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.killing(this);
        }
    }

    /**
     * It asks what the machine holds, which costs a look at each agent and task.
     *
     * @param name the same for all requests that are answered by the same page
     */
    record Looking(String name, Page page) implements OperatorRequest {

        /** Checks that both are there. */
        public Looking {
            requireNonNull(name, "name");
            requireNonNull(page, "page");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.looking(this);
        }
    }

    /** It asks who the master is. */
    record Identifying(Function<MasterIdentity, HttpAnswer> page) implements OperatorRequest {

        /** Checks that it is there. */
        public Identifying {
            requireNonNull(page, "page");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.identifying(this);
        }
    }

    /** It asks what was set, as it is now. */
    record Recalling(Function<OperatorSettings, HttpAnswer> page) implements OperatorRequest {

        /** Checks that it is there. */
        public Recalling {
            requireNonNull(page, "page");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.recalling(this);
        }
    }

    /**
     * It wants to be told what happens, from now on.
     *
     * @param encoding of the events
     */
    record Watching(MediaType encoding) implements OperatorRequest {

        /** Checks that it is there. */
        public Watching {
            requireNonNull(encoding, "encoding");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.watching(this);
        }
    }

    /**
     * It asks how much is logged, or sets it.
     *
     * @param page sets it, if it does, and says what is answered
     */
    record Logging(boolean isForAChange, Function<LoggingLevel, HttpAnswer> page) implements OperatorRequest {

        /** Checks that it is there. */
        public Logging {
            requireNonNull(page, "page");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.logging(this);
        }
    }
}
