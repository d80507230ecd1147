package dev.isthmus.driver.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.event.Level;

class BundleLoggingTest {

    private static final String NAME = "dev.isthmus.some.Logger";

    private static final java.util.logging.Level[] LEVELS = {
        java.util.logging.Level.SEVERE,
        java.util.logging.Level.WARNING,
        java.util.logging.Level.INFO,
        java.util.logging.Level.FINE,
        java.util.logging.Level.FINER
    };

    private record Event(
            String name,
            Level level,
            String message,
            @Nullable Throwable thrown) {}

    private final List<Event> events = new ArrayList<>();
    private final BundleLoggers loggers = new BundleLoggers(name -> new NamedTarget() {
        @Override
        public boolean isEnabled(Level level) {
            return level.toInt() >= Level.INFO.toInt();
        }

        @Override
        public void log(Level level, String message, @Nullable Throwable thrown) {
            events.add(new Event(name, level, message, thrown));
        }
    });

    @Test
    void an_event_is_handed_on_with_its_message_put_together() {
        Logger logger = loggers.getLogger(NAME);
        RuntimeException thrown = new RuntimeException("why");

        logger.info("task {} is {}", "t-1", "running");
        logger.error("task {} failed", "t-1", thrown);
        logger.atWarn().setMessage("agent {}").addArgument(7).log();

        assertThat(events)
                .containsExactly(
                        new Event(NAME, Level.INFO, "task t-1 is running", null),
                        new Event(NAME, Level.ERROR, "task t-1 failed", thrown),
                        new Event(NAME, Level.WARN, "agent 7", null));
    }

    @Test
    void a_level_that_the_target_does_not_write_is_not_handed_on() {
        Logger logger = loggers.getLogger(NAME);

        logger.debug("not {}", "this");
        logger.trace("nor this");

        assertThat(events).isEmpty();
        assertThat(logger.isDebugEnabled()).isFalse();
        assertThat(logger.isInfoEnabled()).isTrue();
    }

    @Test
    void a_name_has_one_logger() {
        assertThat(loggers.getLogger(NAME)).isSameAs(loggers.getLogger(NAME));
    }

    @Test
    void slf4j_of_the_framework_gets_every_level(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("log");
        Files.writeString(
                folder.resolve("simplelogger.properties"),
                "org.slf4j.simpleLogger.logFile=" + log + "\norg.slf4j.simpleLogger.defaultLogLevel=debug\n");
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader framework = slf4j(folder, true)) {
            Thread.currentThread().setContextClassLoader(framework); // where slf4j-simple looks for its settings
            NamedTarget target = FrameworkSlf4j.in(framework).orElseThrow().named(NAME);

            for (Level level : Level.values()) {
                target.log(level, "at " + level + " {}", null);
            }
            target.log(Level.ERROR, "with", new IllegalStateException("the reason"));

            assertThat(target.isEnabled(Level.DEBUG)).isTrue();
            assertThat(target.isEnabled(Level.TRACE)).isFalse();
            assertThat(Files.readString(log))
                    .contains("ERROR " + NAME + " - at ERROR {}", "WARN " + NAME, "INFO " + NAME, "DEBUG " + NAME)
                    .contains("IllegalStateException: the reason")
                    .doesNotContain("TRACE");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void slf4j_of_the_framework_that_asks_who_logged_finds_the_caller_and_not_us() throws Exception {
        List<LogRecord> records = new ArrayList<>();
        try (URLClassLoader framework = framework("slf4j-jdk14");
                Listener listener = new Listener(records)) {
            Logger logger = new BundleLoggers(FrameworkSlf4j.in(framework).orElseThrow()).getLogger(NAME);

            RuntimeException thrown = new RuntimeException("why");
            logger.error("task {} failed {}", "t-1", "{}", thrown);
            logger.warn("task {}", "t-1");
            logger.info("said");
            logger.debug("{} {}", 1, 2);
            logger.trace("{} {} {}", 1, 2, 3);

            assertThat(listener.records())
                    .extracting(LogRecord::getMessage)
                    .containsExactly("task t-1 failed {}", "task t-1", "said", "1 2", "1 2 3");
            assertThat(listener.records().get(0).getThrown()).isSameAs(thrown);
        }
        assertThat(records).extracting(LogRecord::getSourceClassName).containsOnly(BundleLoggingTest.class.getName());
    }

    @Test
    void slf4j_that_is_our_own_is_not_used_because_it_would_call_us_again() {
        assertThat(FrameworkSlf4j.in(getClass().getClassLoader())).isEmpty();
    }

    @Test
    void slf4j_that_is_bound_to_nothing_is_not_used_because_it_would_swallow_everything(@TempDir Path folder)
            throws Exception {
        try (URLClassLoader framework = slf4j(folder, false)) {
            assertThat(FrameworkSlf4j.in(framework)).isEmpty();
        }
    }

    @Test
    void a_framework_without_slf4j_gets_the_lines_in_the_log_of_the_jdk() throws Exception {
        List<LogRecord> records = new ArrayList<>();
        try (Listener listener = new Listener(records)) {
            NamedTarget target = new JdkLogging().named(listener.name());
            for (Level level : Level.values()) {
                target.log(level, "{0} braces stay", new RuntimeException(level.name()));
            }
        }
        assertThat(records).extracting(LogRecord::getLevel).containsExactly(LEVELS);
        assertThat(records).extracting(LogRecord::getMessage).containsOnly("{0} braces stay");
        assertThat(records).allMatch(record -> record.getThrown() != null);
        assertThat(records).extracting(LogRecord::getSourceClassName).containsOnly(NAME);
    }

    @Test
    void the_provider_gives_loggers_once_it_is_initialized() {
        BundleLoggingProvider provider = new BundleLoggingProvider();

        assertThatIllegalStateException().isThrownBy(provider::getLoggerFactory);
        provider.initialize();
        assertThat(provider.getLoggerFactory().getLogger(NAME).getName()).isEqualTo(NAME);
    }

    /** Keeps what the JDK's logging is given under our name. */
    private static final class Listener extends Handler implements AutoCloseable {

        private final java.util.logging.Logger jdk = java.util.logging.Logger.getLogger(NAME);
        private final List<LogRecord> records;

        Listener(List<LogRecord> records) {
            this.records = records;
            jdk.addHandler(this);
            jdk.setUseParentHandlers(false);
            jdk.setLevel(java.util.logging.Level.ALL);
        }

        String name() {
            return NAME;
        }

        List<LogRecord> records() {
            return records;
        }

        @Override
        public void publish(LogRecord record) {
            // Asked for now: it is found in the stack of whoever asks.
            record.getSourceClassName();
            records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            jdk.removeHandler(this);
            jdk.setUseParentHandlers(true);
            jdk.setLevel(null);
        }
    }

    private static URLClassLoader framework(String name) throws Exception {
        List<URL> urls = new ArrayList<>();
        try (Stream<Path> jars = Files.list(Path.of("target", "frameworks", name))) {
            for (Path jar : jars.toList()) {
                urls.add(jar.toUri().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static URLClassLoader slf4j(Path settings, boolean bound) throws Exception {
        List<URL> urls = new ArrayList<>(List.of(settings.toUri().toURL()));
        try (Stream<Path> jars = Files.list(Path.of("target", "frameworks", "slf4j"))) {
            for (Path jar : jars.filter(path -> bound || !path.toString().contains("simple"))
                    .toList()) {
                urls.add(jar.toUri().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }
}
