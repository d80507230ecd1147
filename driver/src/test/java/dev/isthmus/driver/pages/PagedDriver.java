package dev.isthmus.driver.pages;

import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentAddress;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.metric.MetricFamily;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.mesos.FrameworkDriver;
import dev.isthmus.mesos.FrontendOptions;
import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.machine.DriverObserver;
import dev.isthmus.mesos.messages.Protos.Filters;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.Value;
import dev.isthmus.mesos.shell.MesosFrontend;
import dev.isthmus.mesos.shell.SteppedDriver;
import dev.isthmus.testkit.memory.MemoryBackend;
import dev.isthmus.testkit.time.ManualClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A driver that a test steps, of a framework {@code n} on a cluster in memory, whose steps somebody sees. */
final class PagedDriver {

    static final FrameworkInfo FRAMEWORK = FrameworkInfo.newBuilder()
            .setUser("u")
            .setName("n")
            .setHostname("here.example")
            .setId(FrameworkID.newBuilder().setValue("f"))
            .setFailoverTimeout(3600)
            .build();

    static final List<MetricFamily> MEASURED =
            List.of(MetricFamily.of("isthmus_driver_tests", MetricFamily.Kind.GAUGE, "Of a test.", 7.0));

    final ManualClock clock = new ManualClock();
    final MemoryBackend backend = new MemoryBackend(clock, clock.scheduler());
    private final List<Offer> offers = new ArrayList<>();
    private final SteppedDriver stepped;

    /** @param observer made from the clock and the backend of this */
    PagedDriver(Function<PagedDriver, DriverObserver> observer) {
        stepped = MesosFrontend.stepped(
                FrontendOptions.builder(FRAMEWORK, callbacks())
                        .backend(() -> backend)
                        .translators(TranslatorTable.load(Discovery.installed(), Dialect.ECS, Settings.none()))
                        .clock(clock)
                        .steady(clock::steady)
                        .scheduler(clock.scheduler())
                        .mesosVersion("1.11.0")
                        .build(),
                observer.apply(this));
    }

    private SchedulerCallbacks callbacks() {
        return (SchedulerCallbacks) Proxy.newProxyInstance(
                PagedDriver.class.getClassLoader(),
                new Class<?>[] {SchedulerCallbacks.class},
                (proxy, method, told) -> {
                    if (method.getName().equals("resourceOffers")) {
                        for (Object offer : (List<?>) told[0]) {
                            offers.add((Offer) offer);
                        }
                    }
                    return null;
                });
    }

    FrameworkDriver driver() {
        return stepped.driver();
    }

    /** Does all that waits, in as many rounds as that takes. */
    void settle() {
        for (int round = 0; round < 5; round++) {
            clock.advance(Duration.ZERO);
            stepped.workOff();
        }
    }

    /** Starts, and has an offer of {@code a1.example} at 10.0.0.7. */
    PagedDriver begun() {
        backend.putAgent(Agent.builder(
                        new AgentId("a1"),
                        ResourcesText.parse(
                                Dialect.ECS, "CPU:4096; MEMORY:8192; PORTS:[0-21, 23-65535]; PORTS_UDP:[0-65535]"))
                .address(new AgentAddress("a1.example", "10.0.0.7"))
                .build());
        stepped.driver().start();
        settle();
        return this;
    }

    /** Launches the task {@code t} with one CPU on the last offer. */
    LaunchedTask launch() {
        Offer offer = offers.remove(offers.size() - 1);
        TaskInfo.Builder task = TaskInfo.newBuilder()
                .setName("t")
                .setSlaveId(offer.getSlaveId())
                .addResources(scalar("cpus", 1))
                .addResources(scalar("mem", 64));
        task.getTaskIdBuilder().setValue("t");
        task.getCommandBuilder().setValue("sleep 1000");
        task.getLabelsBuilder().addLabelsBuilder().setKey("k").setValue("v");
        stepped.driver()
                .launchTasks(
                        List.of(offer.getId()),
                        List.of(task.build()),
                        Filters.newBuilder().setRefuseSeconds(3600).build());
        settle();
        return backend.launches().get(0).task();
    }

    /** Launches the task, which runs from then on. */
    LaunchedTask running() {
        LaunchedTask launched = launch();
        backend.starting(launched);
        settle();
        backend.running(launched, List.of("10.0.0.7"), Optional.empty());
        settle();
        return launched;
    }

    private static Resource scalar(String name, double value) {
        return Resource.newBuilder()
                .setName(name)
                .setType(Value.Type.SCALAR)
                .setScalar(Value.Scalar.newBuilder().setValue(value))
                .build();
    }
}
