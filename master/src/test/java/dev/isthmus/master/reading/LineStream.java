package dev.isthmus.master.reading;

import dev.isthmus.master.server.RawConnection;
import java.io.IOException;

/**
 * Reads a stream as mesos-compose, m3s and mesoshttp do: by line, of which as many bytes as the line before has said are an event, and the rest is the length
 * of the next one. So an event is seen when the next one begins.
 */
public final class LineStream {

    private final RawConnection connection;
    private final StringBuilder read = new StringBuilder();
    private int length;

    /** @param connection whose answer is read as far as its body */
    public LineStream(RawConnection connection) throws IOException {
        this.connection = connection;
        length = Integer.parseInt(line());
    }

    /** The next event, as it was sent. */
    public String event() throws IOException {
        String line = line();
        if (line.length() - 1 < length) {
            throw new AssertionError("mesos-compose drops a line of no more than " + length + " bytes: " + line);
        }
        String event = line.substring(0, length);
        length = Integer.parseInt(line.substring(length));
        return event;
    }

    private String line() throws IOException {
        int end = read.indexOf("\n");
        while (end < 0) {
            read.append(connection.chunk());
            end = read.indexOf("\n");
        }
        String line = read.substring(0, end);
        read.delete(0, end + 1);
        return line;
    }
}
