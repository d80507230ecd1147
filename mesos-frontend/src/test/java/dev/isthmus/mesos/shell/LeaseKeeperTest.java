package dev.isthmus.mesos.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.mesos.FrontendDriver;
import dev.isthmus.mesos.FrontendOptions;
import dev.isthmus.mesos.Messages;
import dev.isthmus.testkit.memory.MemoryBackend;
import dev.isthmus.testkit.memory.MemoryJournals;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A framework whose callback blocks is there all the same. */
@Timeout(60)
class LeaseKeeperTest {

    private final ManualClock clock = new ManualClock();
    private final Instant begin = clock.instant();
    private final MemoryBackend backend = new MemoryBackend(clock, clock.scheduler());
    private final MemoryJournals journals = new MemoryJournals();
    private final RecordingScheduler framework = new RecordingScheduler();
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    private FrontendDriver blocked(double failoverTimeout) throws InterruptedException {
        framework.react(told -> {
            if (told.name().equals("resourceOffers")) {
                inside.countDown();
                await(release);
            }
        });
        FrontendDriver driver = MesosFrontend.driver(FrontendOptions.builder(
                        Messages.framework().toBuilder()
                                .setFailoverTimeout(failoverTimeout)
                                .build(),
                        framework)
                .backend(() -> backend)
                .journal(context -> Optional.of(journals.open(context)))
                .translators(TranslatorTable.load(Discovery.installed(), Dialect.ECS, Settings.none()))
                .clock(clock)
                .scheduler(clock.scheduler())
                .build());
        backend.putAgent(Messages.agent("a1"));
        driver.start();
        while (!inside.await(1, TimeUnit.MILLISECONDS)) {
            // What the backend tells, it tells by the clock.
            clock.advance(Duration.ZERO);
        }
        return driver;
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("waited in vain");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private List<Instant> seen() {
        return journals.entries().stream()
                .filter(JournalEntry.Lease.class::isInstance)
                .map(entry -> ((JournalEntry.Lease) entry).seen())
                .toList();
    }

    private void end(FrontendDriver driver) throws InterruptedException {
        release.countDown();
        driver.stop(true);
        assertThat(driver.awaitDrained(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void the_lease_is_renewed_while_a_callback_blocks() throws InterruptedException {
        FrontendDriver driver = blocked(20);
        assertThat(seen()).containsExactly(begin);
        clock.advance(Duration.ofSeconds(5));
        assertThat(seen()).containsExactly(begin, begin.plusSeconds(2), begin.plusSeconds(4));
        clock.advance(Duration.ofMinutes(10));
        assertThat(seen()).contains(begin.plusSeconds(604));
        end(driver);
    }

    @Test
    void a_long_lease_is_renewed_less_often() throws InterruptedException {
        FrontendDriver driver = blocked(3600);
        clock.advance(Duration.ofSeconds(44));
        assertThat(seen()).containsExactly(begin, begin.plusSeconds(15), begin.plusSeconds(30));
        end(driver);
    }

    @Test
    void it_is_not_renewed_once_the_driver_was_stopped_or_aborted() throws InterruptedException {
        FrontendDriver driver = blocked(20);
        driver.abort();
        clock.advance(Duration.ofSeconds(30));
        assertThat(seen()).containsExactly(begin);
        end(driver);
    }

    @Test
    void it_is_not_renewed_once_the_driver_has_closed() throws InterruptedException {
        FrontendDriver driver = blocked(20);
        end(driver);
        List<Instant> before = seen();
        clock.advance(Duration.ofMinutes(1));
        assertThat(seen()).isEqualTo(before);
    }
}
