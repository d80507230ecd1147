package dev.isthmus.mesos.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.mesos.FrontendDriver;
import dev.isthmus.mesos.FrontendOptions;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.DriverObserver;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.testkit.memory.MemoryBackend;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever sees a driver's steps sees all of them, and what it holds when it asks. */
@Timeout(30)
class DriverObserverTest {

    private final ManualClock clock = new ManualClock();
    private final MemoryBackend backend = new MemoryBackend(clock, clock.scheduler());
    private final RecordingScheduler framework = new RecordingScheduler();
    private final Seen seen = new Seen();

    private static final class Seen implements DriverObserver {

        private final List<Input> inputs = new ArrayList<>();
        private final List<Output> outputs = new ArrayList<>();
        private final List<String> life = new ArrayList<>();
        private MasterView last = MasterView.NOTHING;
        private Runnable wake = () -> {};

        @Override
        public void opened(Runnable waking) {
            life.add("opened after " + inputs.size() + " steps");
            wake = waking;
        }

        @Override
        public void stepped(Input input, List<Output> came, Supplier<MasterView> view) {
            inputs.add(input);
            outputs.addAll(came);
            last = view.get();
        }

        @Override
        public void ended() {
            life.add("ended");
        }
    }

    private FrontendOptions options(ScheduledExecutorService scheduler) {
        return FrontendOptions.builder(Messages.framework(), framework)
                .backend(() -> backend)
                .translators(TranslatorTable.load(Discovery.installed(), Dialect.ECS, Settings.none()))
                .clock(clock)
                .steady(clock::steady)
                .scheduler(scheduler)
                .build();
    }

    @Test
    void it_sees_what_is_called_what_is_told_and_what_the_driver_holds() {
        SteppedDriver stepped = MesosFrontend.stepped(options(clock.scheduler()), seen);
        backend.putAgent(Messages.agent("a1"));
        stepped.driver().start();
        stepped.workOff();
        clock.advance(Duration.ZERO);
        stepped.workOff();
        stepped.driver().suppressOffers();
        stepped.workOff();
        assertThat(seen.life).containsExactly("opened after 0 steps");
        assertThat(seen.inputs).hasAtLeastOneElementOfType(Call.Suppress.class);
        assertThat(seen.outputs).hasAtLeastOneElementOfType(Callback.Registered.class);
        assertThat(seen.last.agents())
                .singleElement()
                .satisfies(agent -> assertThat(agent.agent().id().value()).isEqualTo("a1"));
        assertThat(seen.last.frameworks()).hasSize(1);
    }

    /** What falls due comes out of whichever step is the first from then on. */
    @Test
    void it_sees_the_step_of_a_clock_that_was_set() {
        SteppedDriver stepped = MesosFrontend.stepped(options(clock.scheduler()), seen);
        stepped.driver().start();
        stepped.workOff();
        clock.jump(Duration.ofHours(1));
        stepped.driver().suppressOffers();
        stepped.workOff();
        assertThat(seen.inputs).hasAtLeastOneElementOfType(Input.ClockSet.class);
    }

    @Test
    void it_can_have_the_driver_take_a_step() {
        SteppedDriver stepped = MesosFrontend.stepped(options(clock.scheduler()), seen);
        stepped.driver().start();
        stepped.workOff();
        int before = seen.inputs.size();
        seen.wake.run();
        stepped.workOff();
        assertThat(seen.inputs).hasSize(before + 1).last().isInstanceOf(Input.Tick.class);
    }

    @Test
    void it_is_told_of_the_end_before_whoever_waits_for_that() throws InterruptedException {
        ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
        try {
            FrontendDriver driver = MesosFrontend.driver(options(timers), seen);
            driver.start();
            driver.stop(true);
            assertThat(driver.awaitDrained(Duration.ofSeconds(20))).isTrue();
            assertThat(seen.life).containsExactly("opened after 0 steps", "ended");
        } finally {
            timers.shutdownNow();
        }
    }
}
