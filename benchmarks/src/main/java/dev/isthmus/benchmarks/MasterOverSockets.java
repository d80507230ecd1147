package dev.isthmus.benchmarks;

import dev.isthmus.benchmarks.load.HttpLoadConnection;
import dev.isthmus.benchmarks.load.LoadCounts;
import dev.isthmus.benchmarks.load.LoadFramework;
import dev.isthmus.benchmarks.load.MeasuredMaster;
import dev.isthmus.master.http.MediaType;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * What a master with 2 GiB does for many frameworks over HTTP: all launch their tasks, acknowledge what they are told, kill them, and begin anew, as fast as they
 * can. The clients are in this process and the master is in another, so that what each takes of the machine can be told apart.
 *
 * <p>{@code java -cp ... dev.isthmus.benchmarks.MasterOverSockets [frameworks agents tasks seconds json|protobuf]}
 */
public final class MasterOverSockets implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final long LOOK_MILLIS = 20;

    private final PrintStream out;
    private final int frameworks;
    private final int tasks;
    private final MediaType encoding;
    private final LoadCounts counts = new LoadCounts();
    private final List<LoadFramework> load = new ArrayList<>();
    private final NioEventLoopGroup threads = new NioEventLoopGroup(2);
    private final MeasuredMaster master;

    private MasterOverSockets(int frameworks, int agents, int tasks, MediaType encoding, Path journal, PrintStream out)
            throws IOException {
        this.out = out;
        this.frameworks = frameworks;
        this.tasks = tasks;
        this.encoding = encoding;
        this.master = new MeasuredMaster(agents, journal);
    }

    /**
     * Runs it and prints figures.
     *
     * @param args how many frameworks, agents and tasks, for how many seconds, and the encoding; by default 1,000, 5,000, 50,000, 60 and protobuf
     */
    public static void main(String[] args) throws Exception {
        ScenarioArguments its = ScenarioArguments.of(List.of(args), "1000", "5000", "50000", "60", "protobuf");
        run(
                its.number(0),
                its.number(1),
                its.number(2),
                Duration.ofSeconds(its.number(3)),
                encoding(its.text(4)),
                System.out);
    }

    private static MediaType encoding(String name) {
        return switch (name) {
            case "json" -> MediaType.JSON;
            case "protobuf" -> MediaType.PROTOBUF;
            default -> throw new IllegalArgumentException("encoding " + name + ": want json or protobuf");
        };
    }

    static void run(int frameworks, int agents, int tasks, Duration time, MediaType encoding, PrintStream out)
            throws IOException, InterruptedException, TimeoutException {
        Path journal = Files.createTempDirectory("isthmus-benchmark");
        try (MasterOverSockets run = new MasterOverSockets(frameworks, agents, tasks, encoding, journal, out)) {
            run.run(agents, time);
        } finally {
            try (Stream<Path> files = Files.walk(journal)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
    }

    private void run(int agents, Duration time) throws IOException, InterruptedException, TimeoutException {
        measure("subscribed", () -> {
            subscribe();
            await("subscribed", () -> counts.allSubscribed() == frameworks);
        });
        long until = System.nanoTime() + time.toNanos();
        do {
            measure("all tasks launched", () -> want(tasks / frameworks));
            say(
                    "heap of the master with %,d agents and %,d tasks: %d MiB",
                    agents, tasks, master.taken().heap() >> 20);
            measure("all tasks killed", () -> want(0));
        } while (System.nanoTime() - until < 0);
        say("the latest heartbeat came %.2f s late", counts.latest().toMillis() / 1000.0);
        say("calls that were not accepted: %,d of %,d", counts.allRefused(), counts.allAnswered());
    }

    private void subscribe() throws InterruptedException {
        Bootstrap bootstrap =
                new Bootstrap().group(threads).channel(NioSocketChannel.class).option(ChannelOption.TCP_NODELAY, true);
        for (int i = 0; i < frameworks; i++) {
            HttpLoadConnection events = new HttpLoadConnection(bootstrap, master.address(), encoding);
            // Both on one thread, which is all that a framework needs to keep its order.
            HttpLoadConnection calls =
                    new HttpLoadConnection(bootstrap.clone(events.channel().eventLoop()), master.address(), encoding);
            LoadFramework framework = new LoadFramework(
                    "framework-" + i, encoding, counts, events.channel().eventLoop(), calls);
            load.add(framework);
            events.channel().eventLoop().execute(() -> events.stream(framework.subscribe(), framework));
        }
    }

    private void want(int each) throws InterruptedException, TimeoutException {
        load.forEach(framework -> framework.want(each));
        await("with " + each + " tasks each", () -> counts.allRunning() == (long) each * frameworks);
    }

    private void await(String what, BooleanSupplier done) throws InterruptedException, TimeoutException {
        long until = System.nanoTime() + LONGEST.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - until > 0) {
                throw new TimeoutException("not all are " + what + ": " + counts.allSubscribed() + " subscribed, "
                        + counts.allRunning() + " tasks run, " + counts.allAcknowledged() + " acknowledged");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /** What is measured. */
    private interface Work {
        void run() throws IOException, InterruptedException, TimeoutException;
    }

    private void measure(String what, Work work) throws IOException, InterruptedException, TimeoutException {
        long acknowledged = counts.allAcknowledged();
        long answered = counts.allAnswered();
        Duration ofMaster = master.taken().cpu();
        Duration ofClients = ownCpu();
        long start = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        ofClients = ownCpu().minus(ofClients);
        ofMaster = master.taken().cpu().minus(ofMaster);
        say(
                "%s in %.1f s: %,.0f updates acknowledged and %,.0f calls a second; of the CPU the master took %.2f cores, the clients %.2f",
                what,
                seconds,
                (counts.allAcknowledged() - acknowledged) / seconds,
                (counts.allAnswered() - answered) / seconds,
                ofMaster.toNanos() / 1e9 / seconds,
                ofClients.toNanos() / 1e9 / seconds);
    }

    private static Duration ownCpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }

    @Override
    public void close() {
        threads.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly();
        master.close();
    }
}
