package dev.isthmus.master.shell;

import dev.isthmus.master.http.Credentials;
import dev.isthmus.master.http.HostNames;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.server.RawConnection;
import dev.isthmus.master.server.ServerLimits;
import dev.isthmus.master.subscription.FrameworkAction;
import dev.isthmus.testkit.time.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A master on a free port of this machine, by a clock that a test moves; its machines only show what they are asked to do. */
final class TestMaster implements AutoCloseable {

    final ManualClock clock = new ManualClock();
    final BlockingQueue<String> actions = new LinkedBlockingQueue<>();
    private final RunningMaster master;

    TestMaster(Optional<Credentials> credentials) throws IOException {
        master = RunningMaster.over(
                options(credentials, Duration.ofSeconds(15), clock, clock.scheduler()),
                inbox -> new FrameworkMachines() {
                    @Override
                    public void act(String framework, FrameworkAction action) {
                        actions.add(framework + " " + action.getClass().getSimpleName());
                    }

                    @Override
                    public void close() {
                        actions.add("closed");
                    }
                });
    }

    static MasterOptions options(
            Optional<Credentials> credentials,
            Duration heartbeat,
            InstantSource clock,
            ScheduledExecutorService timers) {
        return new MasterOptions(
                "c",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new Advertised("127.0.0.1", "127.0.0.1"),
                credentials,
                HostNames.only(List.of("x")),
                Optional.empty(),
                ServerLimits.DEFAULT,
                heartbeat,
                clock,
                dev.isthmus.api.time.SteadyTime.of(clock),
                timers,
                UUID::randomUUID);
    }

    InetSocketAddress address() {
        return master.address();
    }

    HttpScheduler scheduler(MediaType encoding) throws IOException {
        return new HttpScheduler(address(), encoding);
    }

    RawConnection connect() throws IOException {
        return RawConnection.to(address());
    }

    /** What a machine is asked next. */
    String action() throws InterruptedException {
        return String.valueOf(actions.poll(10, TimeUnit.SECONDS));
    }

    @Override
    public void close() {
        master.close();
    }
}
