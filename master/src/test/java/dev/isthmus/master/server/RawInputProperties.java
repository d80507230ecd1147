package dev.isthmus.master.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever is sent, the server answers or closes; nobody waits in vain, nothing is a 500, and the next connection is served. */
class RawInputProperties {

    private static final Pattern ANSWERS = Pattern.compile("(HTTP/1\\.1 (100|200|400|413|414|431) (?s:.*))?");

    private static final List<String> PIECES = List.of(
            "GET ",
            "POST ",
            "/a",
            "/stream",
            " HTTP/1.1",
            " HTTP/1.0",
            " HTTP/9.9",
            "\r\n",
            "\n",
            "\r\n\r\n",
            "Content-Length: 3\r\n",
            "Content-Length: -1\r\n",
            "Content-Length: 99999999999999999999\r\n",
            "Content-Length: 1\r\nContent-Length: 2\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Transfer-Encoding: gzip, chunked\r\n",
            "Expect: 100-continue\r\n",
            "Expect: tea\r\n",
            "Content-Encoding: gzip\r\n",
            "Accept-Encoding: gzip\r\n",
            "Host: x\r\nHost: y\r\n",
            "Trailer: x\r\n",
            "0\r\nx: y\r\n\r\n",
            "Connection: close\r\n",
            "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n",
            "3\r\nabc\r\n",
            "ffffffff\r\n",
            "0\r\n\r\n",
            "abc",
            ": x\r\n",
            "\u0000",
            "\u00ff\u00fe",
            "x".repeat(10_000));

    private static TestStreams server;

    @BeforeContainer
    static void open() throws IOException {
        server = new TestStreams(ServerLimits.DEFAULT.withBody(2000));
    }

    @AfterContainer
    static void close() {
        server.close();
    }

    @Property(tries = 600, shrinking = ShrinkingMode.OFF)
    void whatever_is_sent_is_answered_or_ends(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        byte[] sent = bytes(random);
        try (RawConnection client = server.connect()) {
            try {
                client.send(sent);
                client.finish();
            } catch (IOException e) {
                // The server was faster, and has cut it off.
            }
            assertThat(client.rest()).as("seed %s: %s", seed, sent.length).matches(ANSWERS);
        }
        try (RawConnection next = server.connect()) {
            assertThat(next.post("/a", "b").answer()).isEqualTo("200 POST /a b");
        }
    }

    private static byte[] bytes(Random random) {
        StringBuilder text = new StringBuilder();
        if (random.nextInt(4) > 0) {
            text.append(random.nextBoolean() ? "GET /a" : "POST /stream").append(" HTTP/1.1\r\n");
        }
        for (int pieces = random.nextInt(12); pieces > 0; pieces--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        for (int changes = random.nextInt(3); changes > 0 && bytes.length > 0; changes--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
