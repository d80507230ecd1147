package dev.isthmus.master.stepping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.master.http.Headers;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.outgoing.EventRecord;
import dev.isthmus.master.server.Exchange;
import dev.isthmus.master.server.OutgoingRecord;
import dev.isthmus.master.server.RecordStream;
import dev.isthmus.master.serving.OneMachine;
import dev.isthmus.master.serving.SharedMachine;
import dev.isthmus.master.shell.MasterParts;
import dev.isthmus.master.shell.SteppedMaster;
import dev.isthmus.master.shell.TestMaster;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.machine.offer.AgentStanding;
import dev.isthmus.mesos.machine.options.MasterMachineOptions;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.MasterOutput;
import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.testkit.memory.MemoryBackend;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A {@link SteppedMaster} does nothing but when it is stepped. */
class MasterWithoutThreadsTest {

    private static final String SUBSCRIBE =
            "{\"type\":\"SUBSCRIBE\",\"subscribe\":{\"framework_info\":{\"user\":\"u\",\"name\":\"n\",\"failover_timeout\":60.0}}}";

    private final ManualClock clock = new ManualClock();
    private final List<String> told = new ArrayList<>();

    private final class Parts implements MasterParts {

        @Override
        public Settings settings() {
            return Settings.none();
        }

        @Override
        public Backend backend(Fence fence) {
            return new MemoryBackend(clock, clock.scheduler());
        }

        @Override
        public TranslatorTable translators(Dialect dialect) {
            return TestMaster.TRANSLATORS;
        }

        @Override
        public Optional<JournalProvider> journals() {
            return Optional.empty();
        }
    }

    private final class Told implements Exchange, RecordStream {

        @Override
        public void answer(HttpAnswer answer) {
            told.add(String.valueOf(answer.status()));
        }

        @Override
        public RecordStream stream(HttpAnswer head, Runnable broken) {
            return this;
        }

        @Override
        public void send(OutgoingRecord record) {
            told.add(((EventRecord) record).event().getType().name());
        }

        @Override
        public void end() {
            told.add("end");
        }
    }

    private SteppedMaster start(Function<MasterMachineOptions, SharedMachine> machine) {
        return SteppedMaster.start(
                TestMaster.options(Optional.empty(), Duration.ofSeconds(15), new TreeMap<>(), clock, clock.scheduler()),
                new Parts(),
                machine,
                () -> told.add("replaced"),
                (what, cause) -> told.add("defect: " + what + ": " + cause.getMessage()));
    }

    private void subscribe(SteppedMaster master) {
        master.handle(
                new HttpRequest(
                        "POST",
                        "/api/v1/scheduler",
                        Headers.NONE.with("Content-Type", "application/json").with("Accept", "application/json"),
                        ByteString.copyFromUtf8(SUBSCRIBE)),
                new Told());
    }

    @Test
    void a_call_waits_until_the_master_is_stepped_and_timers_until_their_time() {
        SteppedMaster master = start(OneMachine::new);
        subscribe(master);
        assertThat(told).isEmpty();
        master.workOff();
        assertThat(told).containsExactly("SUBSCRIBED", "HEARTBEAT");
        clock.advance(Duration.ofSeconds(16));
        assertThat(told).as("the timer has only put something into the inbox").hasSize(2);
        master.workOff();
        assertThat(told).containsExactly("SUBSCRIBED", "HEARTBEAT", "HEARTBEAT");
    }

    @Test
    void what_fails_that_should_not_is_told() {
        SteppedMaster master = start(options -> new Failing(new OneMachine(options)));
        subscribe(master);
        master.workOff();
        clock.advance(Duration.ofSeconds(1));
        master.workOff();
        assertThat(told).anyMatch(line -> line.matches("defect: the machine failed on .*: it fails"));
    }

    private record Failing(SharedMachine real) implements SharedMachine {

        @Override
        public List<MasterOutput> step(Instant now, MasterInput input) {
            if (input instanceof MasterInput.Subscribe) {
                throw new IllegalStateException("it fails");
            }
            return real.step(now, input);
        }

        @Override
        public MasterView view() {
            return real.view();
        }

        @Override
        public List<AgentStanding> standings(FrameworkId framework) {
            return real.standings(framework);
        }

        @Override
        public Optional<Instant> nextDue() {
            return real.nextDue();
        }

        @Override
        public Map<FrameworkId, Epoch> doubts() {
            return real.doubts();
        }
    }
}
