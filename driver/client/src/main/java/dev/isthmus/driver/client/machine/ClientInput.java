package dev.isthmus.driver.client.machine;

import dev.isthmus.driver.client.leader.MasterUrl;
import dev.isthmus.driver.client.wire.SchedulerCall;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import java.util.Optional;

/** What comes to a driver that is a client of a master. Immutable. */
public abstract class ClientInput {

    private ClientInput() {}

    /** Calls the case of this one. */
    abstract void match(Cases cases);

    /** Each kind. */
    interface Cases {

        /** The framework called. */
        void called(FrameworkCall call);

        /** The callback of an update has returned, and the driver still runs. */
        void delivered(TaskStatus status);

        /** It is known who leads. */
        void leaderKnown(Optional<MasterUrl> leader);

        /** The master cannot be looked for. */
        void searchFailed(String reason);

        /** The master has answered a subscription with a stream. */
        void opened(int stream, String id);

        /** A record of a stream. */
        void received(int stream, byte[] record);

        /** A stream has ended or could not be opened, or a call of it was not answered. */
        void ended(int stream, String reason);

        /** The master has answered a subscription with something else. */
        void refused(int stream, MasterAnswer answer);

        /** The master has answered a call. */
        void answered(int stream, SchedulerCall.Type call, MasterAnswer answer);

        /** Time has passed. */
        void tick();

        /** The driver has been stopped or aborted. */
        void end(boolean teardown);
    }

    /** The framework called. */
    public static final class Called extends ClientInput {

        private final FrameworkCall call;

        /**
         * Such an input.
         *
         * @param call what it asks for
         */
        public Called(FrameworkCall call) {
            this.call = call;
        }

        @Override
        void match(Cases cases) {
            cases.called(call);
        }
    }

    /** The callback of an update has returned, and the driver still runs. */
    public static final class Delivered extends ClientInput {

        private final TaskStatus status;

        /**
         * Such an input.
         *
         * @param status the update
         */
        public Delivered(TaskStatus status) {
            this.status = status;
        }

        @Override
        void match(Cases cases) {
            cases.delivered(status);
        }
    }

    /** It is known who leads. */
    public static final class LeaderKnown extends ClientInput {

        private final Optional<MasterUrl> leader;

        /**
         * Such an input.
         *
         * @param leader where it is; empty if nobody does
         */
        public LeaderKnown(Optional<MasterUrl> leader) {
            this.leader = leader;
        }

        @Override
        void match(Cases cases) {
            cases.leaderKnown(leader);
        }
    }

    /** The master cannot be looked for. */
    public static final class SearchFailed extends ClientInput {

        private final String reason;

        /**
         * Such an input.
         *
         * @param reason why, in a line
         */
        public SearchFailed(String reason) {
            this.reason = reason;
        }

        @Override
        void match(Cases cases) {
            cases.searchFailed(reason);
        }
    }

    /** The master has answered a subscription with a stream. */
    public static final class Opened extends ClientInput {

        private final int stream;
        private final String id;

        /**
         * Such an input.
         *
         * @param stream the number of the stream, as it was opened
         * @param id what the master calls it; empty if it does not
         */
        public Opened(int stream, String id) {
            this.stream = stream;
            this.id = id;
        }

        @Override
        void match(Cases cases) {
            cases.opened(stream, id);
        }
    }

    /** A record of a stream. */
    public static final class Received extends ClientInput {

        private final int stream;
        private final byte[] record;

        /**
         * Such an input.
         *
         * @param stream the number of the stream, as it was opened
         * @param record its bytes, which are not copied
         */
        public Received(int stream, byte[] record) {
            this.stream = stream;
            this.record = record;
        }

        @Override
        void match(Cases cases) {
            cases.received(stream, record);
        }
    }

    /** A stream has ended or could not be opened, or a call of it was not answered. */
    public static final class Ended extends ClientInput {

        private final int stream;
        private final String reason;

        /**
         * Such an input.
         *
         * @param stream the number of the stream, as it was opened
         * @param reason why, in a few words
         */
        public Ended(int stream, String reason) {
            this.stream = stream;
            this.reason = reason;
        }

        @Override
        void match(Cases cases) {
            cases.ended(stream, reason);
        }
    }

    /** The master has answered a subscription with something else. */
    public static final class Refused extends ClientInput {

        private final int stream;
        private final MasterAnswer answer;

        /**
         * Such an input.
         *
         * @param stream the number of the stream, as it was opened
         * @param answer its answer
         */
        public Refused(int stream, MasterAnswer answer) {
            this.stream = stream;
            this.answer = answer;
        }

        @Override
        void match(Cases cases) {
            cases.refused(stream, answer);
        }
    }

    /** The master has answered a call. */
    public static final class Answered extends ClientInput {

        private final int stream;
        private final SchedulerCall.Type call;
        private final MasterAnswer answer;

        /**
         * Such an input.
         *
         * @param stream the number of the stream, as it was opened
         * @param call its kind
         * @param answer the answer
         */
        public Answered(int stream, SchedulerCall.Type call, MasterAnswer answer) {
            this.stream = stream;
            this.call = call;
            this.answer = answer;
        }

        @Override
        void match(Cases cases) {
            cases.answered(stream, call, answer);
        }
    }

    /** Time has passed. */
    public static final class Tick extends ClientInput {

        @Override
        void match(Cases cases) {
            cases.tick();
        }
    }

    /** The driver has been stopped or aborted. */
    public static final class End extends ClientInput {

        private final boolean teardown;

        /**
         * Such an input.
         *
         * @param teardown whether the framework will not come back, and its tasks are to be killed
         */
        public End(boolean teardown) {
            this.teardown = teardown;
        }

        @Override
        void match(Cases cases) {
            cases.end(teardown);
        }
    }
}
