package org.apache.mesos;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Replaces Mesos's class of this name. The replicated log is native code; the exception says what to use instead. */
public class Log {

    /**
     * Always throws {@link UnsupportedOperationException}.
     *
     * @param quorum not looked at
     * @param path not looked at
     * @param pids not looked at
     */
    public Log(int quorum, String path, Set<String> pids) {
        throw instead();
    }

    /**
     * Always throws {@link UnsupportedOperationException}.
     *
     * @param quorum not looked at
     * @param path not looked at
     * @param servers not looked at
     * @param timeout not looked at
     * @param unit not looked at
     * @param znode not looked at
     */
    public Log(int quorum, String path, String servers, long timeout, TimeUnit unit, String znode) {
        throw instead();
    }

    /**
     * Always throws {@link UnsupportedOperationException}.
     *
     * @param quorum not looked at
     * @param path not looked at
     * @param servers not looked at
     * @param timeout not looked at
     * @param unit not looked at
     * @param znode not looked at
     * @param scheme not looked at
     * @param credentials not looked at
     */
    public Log(
            int quorum,
            String path,
            String servers,
            long timeout,
            TimeUnit unit,
            String znode,
            String scheme,
            byte[] credentials) {
        throw instead();
    }

    private static UnsupportedOperationException instead() {
        return new UnsupportedOperationException(
                "Log is Mesos's replicated log, kept by its native library, which Isthmus does without: keep what is to"
                        + " last in org.apache.mesos.state.ZooKeeperState instead, or in a database.");
    }

    /**
     * Reads a position from its bytes.
     *
     * @param identity the bytes from {@link Position#identity}
     * @return the position
     */
    public Position position(byte[] identity) {
        return new Position(ByteBuffer.wrap(identity).getLong());
    }

    /** A position in a log. */
    public static class Position implements Comparable<Position> {

        private final long value;

        /**
         * Creates a position.
         *
         * @param value the number
         */
        public Position(long value) {
            this.value = value;
        }

        @Override
        public int compareTo(Position other) {
            return Long.compare(value, other.value);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Position && value == ((Position) other).value;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(value);
        }

        @Override
        public String toString() {
            return "Position " + value;
        }

        /**
         * The position as bytes, which sort in the order of positions.
         *
         * @return eight bytes
         */
        public byte[] identity() {
            return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
        }
    }

    /** An entry of a log. */
    public static class Entry {

        /** The position. */
        public final Position position;

        /** The data. */
        @SuppressWarnings("MutablePublicArray") // as in Mesos's own
        public final byte[] data;

        /**
         * Creates an entry.
         *
         * @param position the position
         * @param data the data
         */
        public Entry(Position position, byte[] data) {
            this.position = position;
            this.data = data;
        }
    }

    /** Why a log could not be read. Never thrown: there is no log. */
    public static class OperationFailedException extends Exception {

        private static final long serialVersionUID = 1L;

        /**
         * With a message.
         *
         * @param message the message
         */
        public OperationFailedException(String message) {
            super(message);
        }

        /**
         * With a message and a cause.
         *
         * @param message the message
         * @param cause the cause
         */
        public OperationFailedException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Why a log could not be written. Never thrown: there is no log. */
    public static class WriterFailedException extends Exception {

        private static final long serialVersionUID = 1L;

        /**
         * With a message.
         *
         * @param message the message
         */
        public WriterFailedException(String message) {
            super(message);
        }

        /**
         * With a message and a cause.
         *
         * @param message the message
         * @param cause the cause
         */
        public WriterFailedException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Never created: there is no log. */
    public static class Reader {

        /**
         * Always throws {@link UnsupportedOperationException}.
         *
         * @param log not looked at
         */
        public Reader(Log log) {
            throw instead();
        }

        /**
         * Always throws {@link UnsupportedOperationException}.
         *
         * @param from not looked at
         * @param to not looked at
         * @param timeout not looked at
         * @param unit not looked at
         * @return nothing
         * @throws TimeoutException never
         * @throws OperationFailedException never
         */
        public List<Entry> read(Position from, Position to, long timeout, TimeUnit unit)
                throws TimeoutException, OperationFailedException {
            throw instead();
        }

        /**
         * Always throws {@link UnsupportedOperationException}.
         *
         * @param timeout not looked at
         * @param unit not looked at
         * @return nothing
         * @throws TimeoutException never
         * @throws OperationFailedException never
         */
        public Position catchup(long timeout, TimeUnit unit) throws TimeoutException, OperationFailedException {
            throw instead();
        }

        /**
         * Always throws {@link UnsupportedOperationException}.
         *
         * @return nothing
         */
        public Position beginning() {
            throw instead();
        }

        /**
         * Always throws {@link UnsupportedOperationException}.
         *
         * @return nothing
         */
        public Position ending() {
            throw instead();
        }
    }

    /** Never created: there is no log. */
    public static class Writer {

        /**
         * Always throws {@link UnsupportedOperationException}.
         *
         * @param log not looked at
         * @param timeout not looked at
         * @param unit not looked at
         * @param retries not looked at
         */
        public Writer(Log log, long timeout, TimeUnit unit, int retries) {
            throw instead();
        }

        /**
         * Always throws {@link UnsupportedOperationException}.
         *
         * @param data not looked at
         * @param timeout not looked at
         * @param unit not looked at
         * @return nothing
         * @throws TimeoutException never
         * @throws WriterFailedException never
         */
        public Position append(byte[] data, long timeout, TimeUnit unit)
                throws TimeoutException, WriterFailedException {
            throw instead();
        }

        /**
         * Always throws {@link UnsupportedOperationException}.
         *
         * @param to not looked at
         * @param timeout not looked at
         * @param unit not looked at
         * @return nothing
         * @throws TimeoutException never
         * @throws WriterFailedException never
         */
        public Position truncate(Position to, long timeout, TimeUnit unit)
                throws TimeoutException, WriterFailedException {
            throw instead();
        }
    }
}
