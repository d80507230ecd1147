package dev.isthmus.api.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.journal.EntryCodec;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.launch.TaskPhase.Ended;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What a task printed last is with its end, not for ever, and within bounds. */
class PrintedTest {

    private static final Ended END = new Ended(Ending.EXITED, OptionalInt.of(3), true, "exited");

    @Test
    void there_is_none_unless_a_backend_has_it() {
        assertThat(END.printed()).isEmpty();
        assertThat(END.printing("lines"))
                .isEqualTo(new Ended(Ending.EXITED, OptionalInt.of(3), true, "exited", "lines"));
        assertThat(END).hasToString("Ended[ending=EXITED, exitCode=OptionalInt[3], ran=true, message=exited]");
        assertThat(END.printing("lines"))
                .hasToString(
                        "Ended[ending=EXITED, exitCode=OptionalInt[3], ran=true, message=exited, and 5 characters that it printed]");
    }

    @Test
    void more_than_may_be_told_is_refused() {
        String most = "x".repeat(Ended.LONGEST_PRINTED);
        assertThat(END.printing(most).printed()).isEqualTo(most);
        assertThatThrownBy(() -> END.printing(most + "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4097");
    }

    @Test
    void required_LG06_a_journal_keeps_the_end_without_it() {
        FrameworkId framework = new FrameworkId("f");
        TaskId task = new TaskId("t");
        MasterEntry.TaskEnd end = new MasterEntry.TaskEnd(
                framework,
                LaunchId.of(framework, task, "offer"),
                task,
                new AgentId("a"),
                Memo.NONE,
                END.printing("secret"),
                Instant.EPOCH);
        assertThat(end.how()).isEqualTo(END);
        assertThat(EntryCodec.write(end)).contains("message=exited").doesNotContain("secret");
    }
}
