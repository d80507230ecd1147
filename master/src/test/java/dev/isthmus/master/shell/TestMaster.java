package dev.isthmus.master.shell;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.master.http.Credentials;
import dev.isthmus.master.http.HostNames;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.server.RawConnection;
import dev.isthmus.master.server.ServerLimits;
import dev.isthmus.master.serving.SharedMachine;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.machine.offer.AgentStanding;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.MasterOutput;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.testkit.memory.MemoryBackend;
import dev.isthmus.testkit.time.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A master on a free port of this machine, by a clock that a test moves; its machine only shows what it is asked to do. */
public final class TestMaster implements AutoCloseable {

    /** To the dialect of its backend. */
    public static final TranslatorTable TRANSLATORS =
            TranslatorTable.load(Discovery.installed(), Dialect.ECS, Settings.none());

    final ManualClock clock = new ManualClock();
    final BlockingQueue<String> actions = new LinkedBlockingQueue<>();
    private final Optional<JournalProvider> journals;
    private final RunningMaster master;

    /** Without a journal. */
    public TestMaster(Optional<Credentials> credentials) throws IOException {
        this(credentials, Optional.empty());
    }

    TestMaster(Optional<Credentials> credentials, Optional<JournalProvider> journals) throws IOException {
        this.journals = journals;
        master = RunningMaster.over(
                options(credentials, Duration.ofSeconds(15), new TreeMap<>(), clock, clock.scheduler()),
                new Parts(),
                options -> new Shown());
    }

    /** A cluster that nobody looks at. */
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
            return TRANSLATORS;
        }

        @Override
        public Optional<JournalProvider> journals() {
            return journals;
        }
    }

    /** Shows what is asked for frameworks, and is done with one as soon as it is stopped. */
    private final class Shown implements SharedMachine {

        @Override
        public List<MasterOutput> step(Instant now, MasterInput input) {
            if (input instanceof MasterInput.Subscribe subscribe) {
                actions.add(subscribe.options().id() + " Subscribe");
            }
            if (input instanceof MasterInput.Of of) {
                actions.add(of.framework() + " " + of.input());
                return of.input() instanceof Input.Stop
                        ? List.of(new MasterOutput(Optional.of(of.framework()), new Output.Close()))
                        : List.of();
            }
            return List.of();
        }

        @Override
        public boolean isAlive(FrameworkId framework, String task) {
            return false;
        }

        @Override
        public MasterView view() {
            return MasterView.NOTHING;
        }

        @Override
        public List<AgentStanding> standings(FrameworkId framework) {
            return List.of();
        }

        @Override
        public Optional<Instant> nextDue() {
            return Optional.empty();
        }

        @Override
        public Map<FrameworkId, Epoch> doubts() {
            return Map.of();
        }
    }

    /** Of a master that would listen on any port. */
    public static MasterOptions options(
            Optional<Credentials> credentials,
            Duration heartbeat,
            SortedMap<String, Amount> weights,
            InstantSource clock,
            ScheduledExecutorService timers) {
        return new MasterOptions(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new Advertised("127.0.0.1", "127.0.0.1"),
                credentials,
                HostNames.only(List.of("x")),
                Optional.empty(),
                ServerLimits.DEFAULT,
                heartbeat,
                weights,
                clock,
                dev.isthmus.api.time.SteadyTime.of(clock),
                timers,
                UUID::randomUUID);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return master.address();
    }

    HttpScheduler scheduler(MediaType encoding) throws IOException {
        return new HttpScheduler(address(), encoding);
    }

    RawConnection connect() throws IOException {
        return RawConnection.to(address());
    }

    /** What the machine is asked next. */
    String action() throws InterruptedException {
        return String.valueOf(actions.poll(10, TimeUnit.SECONDS));
    }

    @Override
    public void close() {
        master.close();
    }
}
