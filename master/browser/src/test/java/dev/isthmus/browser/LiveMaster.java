package dev.isthmus.browser;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.api.backend.BackendProvider;
import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.time.SteadyTime;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.master.http.HostNames;
import dev.isthmus.master.server.ServerLimits;
import dev.isthmus.master.shell.Advertised;
import dev.isthmus.master.shell.MasterOptions;
import dev.isthmus.master.shell.MasterParts;
import dev.isthmus.master.shell.RunningMaster;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A master over a fake ECS cluster of three instances, both in this process. */
final class LiveMaster implements AutoCloseable {

    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "timers");
        thread.setDaemon(true);
        return thread;
    });
    private final FakeEcs ecs = FakeEcs.start(FakeEcsConfig.builder()
            .instances(3, InstanceSpec.of(4096, 8192))
            .stopTimeout(Duration.ofSeconds(2))
            .build());
    private final Settings settings = Settings.builder()
            .environment(Map.of(
                    "AWS_ECS_ENDPOINT",
                    ecs.endpoint().toString(),
                    "ISTHMUS_DEFAULT_IMAGE",
                    "debian",
                    "ISTHMUS_LOG_DRIVER",
                    "awslogs",
                    "ISTHMUS_LOG_OPTIONS",
                    "awslogs-group=mesos,awslogs-region=eu-west-1,awslogs-stream-prefix=web"))
            .build();
    private final RunningMaster master;

    LiveMaster() throws IOException {
        System.setProperty("aws.accessKeyId", "fake");
        System.setProperty("aws.secretAccessKey", "fake");
        master = RunningMaster.start(
                new MasterOptions(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        new Advertised("127.0.0.1", "127.0.0.1"),
                        Optional.empty(),
                        HostNames.only(List.of()),
                        Optional.empty(),
                        ServerLimits.DEFAULT,
                        Duration.ofSeconds(15),
                        new TreeMap<>(),
                        InstantSource.system(),
                        SteadyTime.of(InstantSource.system()),
                        timers,
                        UUID::randomUUID),
                new MasterParts() {
                    @Override
                    public Settings settings() {
                        return settings;
                    }

                    @Override
                    public Backend backend(Fence fence) {
                        return BackendProvider.select(Discovery.installed(), settings)
                                .open(new BackendContext(settings, InstantSource.system(), timers, fence));
                    }

                    @Override
                    public TranslatorTable translators(Dialect dialect) {
                        return TranslatorTable.load(Discovery.installed(), dialect, settings);
                    }

                    @Override
                    public Optional<JournalProvider> journals() {
                        return Optional.empty();
                    }
                });
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + master.address().getPort());
    }

    String url(String page) {
        return uri() + "/" + page;
    }

    @Override
    public void close() {
        master.close();
        ecs.close();
        timers.shutdownNow();
    }
}
