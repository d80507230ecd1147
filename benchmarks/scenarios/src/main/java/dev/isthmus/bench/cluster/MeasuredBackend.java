package dev.isthmus.bench.cluster;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.EcsBackendProvider;
import dev.isthmus.ecs.EcsSettings;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The ECS backend, over a cluster that is fake, with a step thread of its own. */
public final class MeasuredBackend implements AutoCloseable {

    /** The framework whose tasks it watches. */
    public static final FrameworkId FRAMEWORK = new FrameworkId("5e9a3d1c-66b7-4e0c-8f21-0b1b7f3f0a11-0000");
    /** When whatever is waited for is given up. */
    public static final long LONGEST_MINUTES = 30;

    private final ScheduledExecutorService steps = Executors.newSingleThreadScheduledExecutor(step -> {
        Thread thread = new Thread(step, "steps");
        thread.setDaemon(true);
        return thread;
    });
    private final Backend backend;

    /** Opens it, without calling anything. */
    public MeasuredBackend(URI endpoint) {
        System.setProperty("aws.accessKeyId", "fake");
        System.setProperty("aws.secretAccessKey", "fake");
        Settings settings = Settings.builder()
                .set(EcsSettings.ENDPOINT, endpoint.toString())
                .set(EcsSettings.DEFAULT_IMAGE, "busybox")
                .build();
        backend = new EcsBackendProvider().open(new BackendContext(settings, InstantSource.system(), steps));
    }

    /**
     * Starts it, and waits until it has told of every task and every agent; the agents.
     *
     * @throws TimeoutException if that takes longer than {@value #LONGEST_MINUTES} minutes
     */
    public List<AgentId> start() throws InterruptedException, TimeoutException {
        List<AgentId> agents = new ArrayList<>();
        CountDownLatch known = new CountDownLatch(2);
        backend.launcher().watch(FRAMEWORK, new TaskLauncher.Listener() {
            @Override
            public void taskChanged(TaskEvent event) {}

            @Override
            public void recovered() {
                known.countDown();
            }
        });
        backend.offers().start(event -> {
            event.match(
                    seen -> {
                        if (known.getCount() > 0) {
                            agents.add(seen.agent().id());
                        }
                    },
                    gone -> {},
                    complete -> known.countDown(),
                    lost -> {});
        });
        if (!known.await(LONGEST_MINUTES, TimeUnit.MINUTES)) {
            throw new TimeoutException("The backend does not come to it");
        }
        return agents;
    }

    /** Launches and stops. */
    public TaskLauncher launcher() {
        return backend.launcher();
    }

    @Override
    public void close() {
        backend.close();
        steps.shutdownNow();
    }
}
