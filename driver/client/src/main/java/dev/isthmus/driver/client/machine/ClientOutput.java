package dev.isthmus.driver.client.machine;

import dev.isthmus.driver.client.leader.MasterUrl;
import dev.isthmus.driver.client.wire.SchedulerCall;

/** What is to be done, in this order. Immutable. */
public abstract class ClientOutput {

    private ClientOutput() {}

    /** Calls the case of this one. */
    public abstract void match(Cases cases);

    /** Each kind. */
    public interface Cases {

        /** Subscribes, over a connection of its own. */
        void open(Open output);

        /** Closes the connection of a stream. */
        void hangUp(HangUp output);

        /** Sends a call after those before it. */
        void post(Post output);

        /** Calls the framework back. */
        void tell(Tell output);

        /** Aborts the driver and tells the framework why. */
        void fail(Fail output);

        /** Writes a line of the log. */
        void note(Note output);

        /** Ends the driver when all calls have been sent: closes what is open. */
        void finish(Finish output);
    }

    /** Subscribes, over a connection of its own. */
    public static final class Open extends ClientOutput {

        private final int stream;
        private final MasterUrl master;
        private final byte[] body;

        /**
         * Such a one.
         *
         * @param stream the number of the stream, as it was opened
         * @param master where
         * @param body the body of the request, which is not copied
         */
        public Open(int stream, MasterUrl master, byte[] body) {
            this.stream = stream;
            this.master = master;
            this.body = body;
        }

        @Override
        public void match(Cases cases) {
            cases.open(this);
        }

        /** The number of the stream, as it was opened. */
        public int stream() {
            return stream;
        }

        /** Where. */
        public MasterUrl master() {
            return master;
        }

        /** The body of the request, which is not copied. */
        public byte[] body() {
            return body;
        }
    }

    /** Closes the connection of a stream. */
    public static final class HangUp extends ClientOutput {

        private final int stream;

        /**
         * Such a one.
         *
         * @param stream the number of the stream, as it was opened
         */
        public HangUp(int stream) {
            this.stream = stream;
        }

        @Override
        public void match(Cases cases) {
            cases.hangUp(this);
        }

        /** The number of the stream, as it was opened. */
        public int stream() {
            return stream;
        }
    }

    /** Sends a call after those before it. */
    public static final class Post extends ClientOutput {

        private final int stream;
        private final String id;
        private final MasterUrl master;
        private final SchedulerCall.Type call;
        private final byte[] body;

        /**
         * Such a one.
         *
         * @param stream the number of the stream, as it was opened
         * @param id what the master calls the stream
         * @param master where
         * @param call its kind
         * @param body the body of the request, which is not copied
         */
        public Post(int stream, String id, MasterUrl master, SchedulerCall.Type call, byte[] body) {
            this.stream = stream;
            this.id = id;
            this.master = master;
            this.call = call;
            this.body = body;
        }

        @Override
        public void match(Cases cases) {
            cases.post(this);
        }

        /** The number of the stream, as it was opened. */
        public int stream() {
            return stream;
        }

        /** What the master calls the stream. */
        public String id() {
            return id;
        }

        /** Where. */
        public MasterUrl master() {
            return master;
        }

        /** Its kind. */
        public SchedulerCall.Type call() {
            return call;
        }

        /** The body of the request, which is not copied. */
        public byte[] body() {
            return body;
        }
    }

    /** Calls the framework back. */
    public static final class Tell extends ClientOutput {

        private final Told told;

        /**
         * Such a one.
         *
         * @param told what it is told
         */
        public Tell(Told told) {
            this.told = told;
        }

        @Override
        public void match(Cases cases) {
            cases.tell(this);
        }

        /** What it is told. */
        public Told told() {
            return told;
        }
    }

    /** Aborts the driver and tells the framework why. */
    public static final class Fail extends ClientOutput {

        private final String message;

        /**
         * Such a one.
         *
         * @param message what was wrong
         */
        public Fail(String message) {
            this.message = message;
        }

        @Override
        public void match(Cases cases) {
            cases.fail(this);
        }

        /** What was wrong. */
        public String message() {
            return message;
        }
    }

    /** Writes a line of the log. */
    public static final class Note extends ClientOutput {

        private final boolean warning;
        private final String line;

        /**
         * Such a one.
         *
         * @param warning whether somebody should look
         * @param line the line
         */
        public Note(boolean warning, String line) {
            this.warning = warning;
            this.line = line;
        }

        @Override
        public void match(Cases cases) {
            cases.note(this);
        }

        /** Whether somebody should look. */
        public boolean warning() {
            return warning;
        }

        /** The line. */
        public String line() {
            return line;
        }
    }

    /** Ends the driver when all calls have been sent: closes what is open. */
    public static final class Finish extends ClientOutput {

        /** Such a one. */
        public Finish() {}

        @Override
        public void match(Cases cases) {
            cases.finish(this);
        }
    }
}
