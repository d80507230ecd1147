package dev.isthmus.mesos.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.mesos.FrontendOptions;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.messages.Protos.Status;
import dev.isthmus.testkit.memory.MemoryBackend;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A driver that is stepped does what one with a thread does, on the thread that steps it and not before. */
@Timeout(30)
class SteppedDriverTest {

    private final ManualClock clock = new ManualClock();
    private final MemoryBackend backend = new MemoryBackend(clock, clock.scheduler());
    private final RecordingScheduler framework = new RecordingScheduler();
    private final SteppedDriver stepped = MesosFrontend.stepped(FrontendOptions.builder(Messages.framework(), framework)
            .backend(() -> backend)
            .translators(TranslatorTable.load(Discovery.installed(), Dialect.ECS, Settings.none()))
            .clock(clock)
            .scheduler(clock.scheduler())
            .build());

    private void begin() {
        backend.putAgent(Messages.agent("a1"));
        stepped.driver().start();
        stepped.workOff();
        clock.advance(Duration.ZERO);
    }

    @Test
    void nothing_happens_before_it_is_stepped() throws InterruptedException {
        begin();
        assertThat(framework.isQuiet()).isTrue();

        stepped.workOff();

        assertThat(framework.next("registered").thread()).isSameAs(Thread.currentThread());
        assertThat(framework.next("resourceOffers").thread()).isSameAs(Thread.currentThread());
    }

    @Test
    void a_step_before_the_start_does_nothing() {
        stepped.workOff();
        stepped.tick();
        stepped.fail("too early");

        assertThat(framework.isQuiet()).isTrue();
        assertThat(stepped.nextDue()).isEmpty();
    }

    @Test
    void time_is_looked_at_by_a_tick_alone() {
        begin();
        stepped.workOff();

        assertThat(stepped.nextDue()).isEqualTo(Optional.of(clock.instant().plusSeconds(1)));
        clock.advance(Duration.ofSeconds(1));
        stepped.tick();

        assertThat(stepped.nextDue()).isEqualTo(Optional.of(clock.instant().plusSeconds(1)));
    }

    @Test
    void a_failure_aborts_it_and_says_why() throws InterruptedException {
        begin();
        stepped.fail("Framework failed over");

        assertThat(framework.await("error").what()).isEqualTo("Framework failed over");
        assertThat(stepped.driver().reviveOffers()).isEqualTo(Status.DRIVER_ABORTED);
    }

    @Test
    void nothing_is_due_once_it_has_closed() {
        begin();
        stepped.driver().stop(true);
        stepped.workOff();

        assertThat(stepped.nextDue()).isEmpty();
        assertThat(backend.isClosed()).isTrue();
    }
}
