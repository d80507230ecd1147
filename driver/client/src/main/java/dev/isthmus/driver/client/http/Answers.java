package dev.isthmus.driver.client.http;

import dev.isthmus.driver.client.machine.MasterAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads what a master answers where it is no stream. */
final class Answers {

    /** Of a text for a line of the log. */
    private static final int LONGEST = 4096;

    private Answers() {}

    /** Reads all of it, so that the connection can be used once more, and keeps its beginning. */
    static MasterAnswer read(MasterConnection connection, ReplyHead head) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        boolean isEmpty = head.status() == 204 || head.status() == 304;
        if (!isEmpty) {
            InputStream body = connection.body(head);
            byte[] some = new byte[LONGEST];
            for (int count = body.read(some, 0, LONGEST); count >= 0; count = body.read(some, 0, LONGEST)) {
                text.write(some, 0, Math.min(count, LONGEST - text.size()));
            }
        }
        return new MasterAnswer(
                head.status(), head.header("Location"), new String(text.toByteArray(), StandardCharsets.UTF_8).trim());
    }
}
