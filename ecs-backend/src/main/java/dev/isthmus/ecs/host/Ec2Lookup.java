package dev.isthmus.ecs.host;

import dev.isthmus.ecs.call.Answer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls EC2 on a daemon thread of its own, so that calls of ECS do not wait for EC2. */
public final class Ec2Lookup implements HostLookup {

    private static final Logger LOG = LoggerFactory.getLogger(Ec2Lookup.class);

    private final Ec2Client client;
    private final Consumer<Runnable> steps;
    private final ThreadPoolExecutor thread;
    private final AtomicLong asked = new AtomicLong();

    /**
     * Creates it.
     *
     * @param steps runs a step
     */
    public Ec2Lookup(Ec2Client client, Consumer<Runnable> steps) {
        this.client = client;
        this.steps = steps;
        thread = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread made = new Thread(task, "isthmus-ec2-lookup");
            made.setDaemon(true);
            return made;
        });
        thread.allowCoreThreadTimeOut(true);
    }

    @Override
    public void begin(List<String> machineIds, Consumer<Answer<Map<String, Host>>> then) {
        try {
            thread.execute(() -> {
                asked.incrementAndGet();
                Answer<Map<String, Host>> answer = client.describe(machineIds);
                steps.accept(() -> then.accept(answer));
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("Closed, EC2 is not asked", e);
        }
    }

    @Override
    public long asked() {
        return asked.get();
    }

    @Override
    public void close() {
        thread.shutdownNow();
        client.close();
    }
}
