package dev.isthmus.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("What is logged is the whole JVM's.")
class LogVerbosityTest {

    private static final Logger ROOT = Logger.getLogger("");
    private static final Logger OURS = Logger.getLogger("dev.isthmus.verbosity.Test");
    private static final Logger OTHERS = Logger.getLogger("org.example.verbosity");

    private final LogVerbosity verbosity = new LogVerbosity();
    private final List<String> logged = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            if (isLoggable(entry)) {
                logged.add(entry.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void begin() {
        handler.setLevel(Level.INFO);
        ROOT.addHandler(handler);
    }

    @AfterEach
    void end() {
        verbosity.use(0);
        ROOT.removeHandler(handler);
    }

    private List<String> logged() {
        OURS.info("info");
        OURS.fine("debug");
        OURS.finest("trace");
        OTHERS.fine("of others");
        List<String> all = List.copyOf(logged);
        logged.clear();
        return all;
    }

    @Test
    void more_is_logged_of_ours_and_then_as_much_as_before() {
        assertThat(logged()).containsExactly("info");
        verbosity.use(1);
        assertThat(logged()).containsExactly("info", "debug");
        verbosity.use(3);
        assertThat(logged()).containsExactly("info", "debug", "trace");
        verbosity.use(1);
        assertThat(logged()).containsExactly("info", "debug");
        verbosity.use(0);
        assertThat(logged()).containsExactly("info");
        assertThat(handler.getLevel()).isEqualTo(Level.INFO);
        assertThat(Logger.getLogger("dev.isthmus").getLevel()).isNull();
    }

    @Test
    void what_is_set_up_to_log_more_stays_so() {
        handler.setLevel(Level.ALL);
        verbosity.use(1);
        assertThat(handler.getLevel()).isEqualTo(Level.ALL);
        verbosity.use(0);
        assertThat(handler.getLevel()).isEqualTo(Level.ALL);
    }
}
