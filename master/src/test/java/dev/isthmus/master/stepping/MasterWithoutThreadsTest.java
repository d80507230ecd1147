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
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A {@link SteppedMaster} does nothing but when it is stepped. */
@Timeout(60)
class MasterWithoutThreadsTest {

    private static final String SUBSCRIBE =
            "{\"type\":\"SUBSCRIBE\",\"subscribe\":{\"framework_info\":{\"user\":\"u\",\"name\":\"n\",\"failover_timeout\":60.0}}}";

    private static final Pattern DEFECTS =
            Pattern.compile("(?m)^isthmus_master_defects_total\\{where=\"(\\w+)\"} (\\d+)");

    private final ManualClock clock = new ManualClock();
    private final List<String> told = new ArrayList<>();
    private Event.Type unsendable = Event.Type.UNKNOWN;

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
            Event.Type type = ((EventRecord) record).event().getType();
            if (type == unsendable) {
                throw new IllegalStateException(type + " is not sent");
            }
            told.add(type.name());
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

    @Test
    void an_output_that_fails_is_told_and_counted_and_the_others_are_carried_out() throws Exception {
        SteppedMaster master = start(OneMachine::new);
        unsendable = Event.Type.SUBSCRIBED;
        subscribe(master);
        master.workOff();
        assertThat(told).containsExactly("defect: OfSubscription failed: SUBSCRIBED is not sent", "HEARTBEAT");
        assertThat(defects(master)).containsExactlyInAnyOrder("master 0", "output 1", "step 0");
    }

    @Test
    void what_else_fails_is_told_and_counted_and_the_master_goes_on() throws Exception {
        SteppedMaster master = start(options -> new Failing(new OneMachine(options)));
        get(master, "/isthmus/waiting?framework_id=f");
        master.workOff();
        assertThat(told).containsExactly("defect: the master failed: where agents stand is not known");
        assertThat(defects(master)).containsExactlyInAnyOrder("master 1", "output 0", "step 0");
    }

    /** What the page of figures says of defects. */
    private List<String> defects(SteppedMaster master) throws Exception {
        BlockingQueue<HttpAnswer> answers = get(master, "/metrics");
        HttpAnswer page = answers.poll();
        while (page == null) {
            // The thread of the pages has the master looked at.
            master.workOff();
            page = answers.poll(1, TimeUnit.MILLISECONDS);
        }
        return DEFECTS.matcher(page.body())
                .results()
                .map(line -> line.group(1) + " " + line.group(2))
                .toList();
    }

    private static BlockingQueue<HttpAnswer> get(SteppedMaster master, String target) {
        BlockingQueue<HttpAnswer> answers = new LinkedBlockingQueue<>();
        master.handle(new HttpRequest("GET", target, Headers.NONE, ByteString.EMPTY), new Exchange() {
            @Override
            public void answer(HttpAnswer answer) {
                answers.add(answer);
            }

            @Override
            public RecordStream stream(HttpAnswer head, Runnable broken) {
                throw new AssertionError("a page is no stream");
            }
        });
        return answers;
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
        public boolean isAlive(FrameworkId framework, String task) {
            return real.isAlive(framework, task);
        }

        @Override
        public MasterView view() {
            return real.view();
        }

        @Override
        public List<AgentStanding> standings(FrameworkId framework) {
            throw new IllegalStateException("where agents stand is not known");
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
