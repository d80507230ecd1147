package dev.isthmus.master.api;

import dev.isthmus.master.server.RawConnection;
import dev.isthmus.master.shell.MemoryMaster;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Requests as operators send them with curl. Bodies are JSON with single quotes; an answer is its status and its body. */
final class CurlRequests {

    private CurlRequests() {}

    static String send(InetSocketAddress master, String line, String headers, String body) throws IOException {
        try (RawConnection client = RawConnection.to(master)) {
            String json = body.replace('\'', '"');
            return client.send(line + " HTTP/1.1\r\nHost: x\r\n" + headers + "Content-Length: " + json.length()
                            + "\r\n\r\n" + json)
                    .answer();
        }
    }

    static String send(MemoryMaster master, String line, String body) throws IOException {
        return send(master.address(), line, "", body);
    }

    /** A call of {@code /api/v1}. */
    static String call(MemoryMaster master, String body) throws IOException {
        return send(master.address(), "POST /api/v1", "Content-Type: application/json\r\n", body);
    }
}
