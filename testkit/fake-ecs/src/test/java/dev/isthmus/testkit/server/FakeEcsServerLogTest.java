package dev.isthmus.testkit.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the server says that it ends by an error. What is set up for that belongs to the JVM, and is put back. */
@Timeout(30)
class FakeEcsServerLogTest {
    private static final Logger ROOT = Logger.getLogger("");

    /** Standard error, of which the log is a part. */
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private final PrintStream err = new PrintStream(written, true, UTF_8);

    private final PrintStream errBefore = System.err;
    private final List<Handler> handlersBefore = List.of(ROOT.getHandlers());
    private final Thread.UncaughtExceptionHandler uncaughtBefore = Thread.getDefaultUncaughtExceptionHandler();

    @BeforeEach
    void one_console() {
        System.setErr(err);
        handlersBefore.forEach(ROOT::removeHandler);
        ROOT.addHandler(new ConsoleHandler());
    }

    @AfterEach
    void put_back() {
        List.of(ROOT.getHandlers()).forEach(ROOT::removeHandler);
        handlersBefore.forEach(ROOT::addHandler);
        Thread.setDefaultUncaughtExceptionHandler(uncaughtBefore);
        System.setErr(errBefore);
    }

    @Test
    void what_nobody_expected_is_an_object_in_the_log() {
        assertThat(run("--check", "--log-format", "json")).isEqualTo(1);
        assertThat(written.toString(UTF_8))
                .matches("\\{.*}\n")
                .contains(
                        "\"level\":\"ERROR\"",
                        "\"message\":\"It ends by an error that nobody expected\"",
                        "\"error\":\"java.lang.IllegalStateException\"",
                        "\"stack\":\"java.lang.IllegalStateException: odd\\n");
    }

    @Test
    void what_nobody_expected_is_printed_where_the_log_is_text() {
        assertThat(run("--check")).isEqualTo(1);
        assertThat(written.toString(UTF_8)).contains("java.lang.IllegalStateException: odd\n\tat ");
    }

    @Test
    void a_wrong_command_line_is_refused_with_the_usage_whatever_the_log_is() {
        assertThat(run("--check", "--log-format", "json", "--cluster", "a.b")).isEqualTo(2);
        assertThat(written.toString(UTF_8)).startsWith("error: --cluster: ").contains("Usage: fake [");
    }

    /** Its output breaks as no stream does. */
    private int run(String... arguments) {
        PrintStream out = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8) {
            @Override
            public void print(String text) {
                throw new IllegalStateException("odd");
            }
        };
        return FakeEcsServer.run("fake", List.of(arguments), out, err);
    }
}
