package dev.isthmus.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The handlers of the root, which belong to the JVM; they are put back. */
class JsonLogHandlerTest {

    private static final Logger ROOT = Logger.getLogger("");

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final List<Handler> before = List.of(ROOT.getHandlers());
    private final ConsoleHandler console = new ConsoleHandler();

    @BeforeEach
    void one_console() {
        before.forEach(ROOT::removeHandler);
        ROOT.addHandler(console);
    }

    @AfterEach
    void put_back() {
        List.of(ROOT.getHandlers()).forEach(ROOT::removeHandler);
        before.forEach(ROOT::addHandler);
    }

    @Test
    void it_lets_through_what_the_console_did() {
        console.setLevel(Level.WARNING);
        console.setFilter(entry -> !entry.getMessage().contains("secret"));
        JsonLogHandler.replaceTheConsole(new PrintStream(written, false, UTF_8));
        publish(Level.INFO, "quiet");
        publish(Level.SEVERE, "a secret");
        publish(Level.WARNING, "\u00e4");
        assertThat(written.toString(UTF_8)).containsOnlyOnce("\n").contains("\"message\":\"\u00e4\"}\n");
    }

    @Test
    void handlers_of_other_kinds_stay() {
        Handler other = new Handler() {
            @Override
            public void publish(LogRecord entry) {}

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        ROOT.addHandler(other);
        JsonLogHandler.replaceTheConsole(new PrintStream(written, false, UTF_8));
        assertThat(ROOT.getHandlers()).hasSize(2).contains(other).doesNotContain(console);
    }

    @Test
    void what_ends_a_thread_is_an_entry() throws Exception {
        Thread.UncaughtExceptionHandler others = Thread.getDefaultUncaughtExceptionHandler();
        JsonLogHandler.replaceTheConsole(new PrintStream(written, false, UTF_8));
        try {
            ThreadEnds.areLogged();
            Thread thread = new Thread(() -> failing("\"odd\"\n"), "short-lived");
            thread.start();
            thread.join();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(others);
        }
        JsonNode entry = new ObjectMapper().readTree(written.toByteArray());
        assertThat(entry.path("thread").textValue()).isEqualTo("short-lived");
        assertThat(entry.path("level").textValue()).isEqualTo("ERROR");
        assertThat(entry.path("error").textValue()).isEqualTo("java.lang.IllegalStateException");
        assertThat(entry.path("stack").textValue()).startsWith("java.lang.IllegalStateException: \"odd\"\n");
    }

    private static void failing(String why) {
        throw new IllegalStateException(why);
    }

    /** Beside lines of others on the same stream, too, and however long it is. */
    @Test
    @Timeout(60)
    void a_line_is_never_torn() throws Exception {
        PrintStream stream = new PrintStream(new Pieces(), true, UTF_8);
        JsonLogHandler.replaceTheConsole(stream);
        String message = "m".repeat(40_000);
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            boolean logs = i % 2 == 0;
            threads.add(new Thread(() -> {
                await(start);
                for (int n = 0; n < 50; n++) {
                    if (logs) {
                        publish(Level.SEVERE, message);
                    } else {
                        stream.println("{}");
                    }
                }
            }));
        }
        threads.forEach(Thread::start);
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        List<String> lines = written.toString(UTF_8).lines().toList();
        assertThat(lines).hasSize(200);
        for (String line : lines) {
            assertThat(new ObjectMapper().readTree(line).isObject()).isTrue();
        }
    }

    /** A stream that takes what it is given in pieces, as a pipe does. */
    private final class Pieces extends OutputStream {

        @Override
        public void write(int b) {
            written.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            for (int at = 0; at < length; at += 512) {
                written.write(bytes, from + at, Math.min(512, length - at));
            }
        }
    }

    @Test
    void formats_have_the_names_that_users_write() {
        assertThat(LogFormat.read("text")).isSameAs(LogFormat.TEXT).hasToString("text");
        assertThat(LogFormat.read("json")).isSameAs(LogFormat.JSON).hasToString("json");
        assertThatThrownBy(() -> LogFormat.read("JSON")).hasMessage("want text or json");
    }

    private static void publish(Level level, String message) {
        for (Handler handler : ROOT.getHandlers()) {
            handler.publish(new LogRecord(level, message));
        }
    }

    private static void await(CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
