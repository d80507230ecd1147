package dev.isthmus.operator.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.operator.CommandRun;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** What libraries log is not between the lines of an answer. */
@Timeout(60)
@Isolated("Levels of loggers are of the whole JVM")
class QuietLogsTest {

    /** Held, as the JDK holds loggers only weakly. */
    private static final Logger CLIENT = Logger.getLogger("org.apache.zookeeper");

    /** With a journal in ZooKeeper it says its class path, and a stack trace for each connection that is refused. */
    @Test
    void the_client_of_ZooKeeper_says_nothing_while_a_command_runs() {
        CLIENT.setLevel(Level.INFO);

        CommandRun run = CommandRun.of(Map.of("ISTHMUS_JOURNAL", "none"), "check");

        assertThat(run.out()).contains("wrong    region: ");
        assertThat(Logger.getLogger("org.apache.zookeeper.ClientCnxn").isLoggable(Level.SEVERE))
                .isFalse();
    }
}
