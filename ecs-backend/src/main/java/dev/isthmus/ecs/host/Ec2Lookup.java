package dev.isthmus.ecs.host;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.service.AnsweringThreads;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Calls EC2 on a daemon thread of its own, so that calls of ECS do not wait for EC2. */
public final class Ec2Lookup implements HostLookup {

    private final Ec2Client client;
    private final Consumer<Runnable> steps;
    private final AnsweringThreads thread = new AnsweringThreads("isthmus-ec2-lookup", 1);
    private final AtomicLong asked = new AtomicLong();

    /**
     * Creates it.
     *
     * @param steps runs a step
     */
    public Ec2Lookup(Ec2Client client, Consumer<Runnable> steps) {
        this.client = client;
        this.steps = steps;
    }

    @Override
    public void begin(List<String> machineIds, Consumer<Answer<Map<String, Host>>> then) {
        thread.ask(
                "DescribeInstances of EC2",
                () -> {
                    asked.incrementAndGet();
                    return client.describe(machineIds);
                },
                answer -> steps.accept(() -> then.accept(answer)));
    }

    @Override
    public long asked() {
        return asked.get();
    }

    @Override
    public void close() {
        thread.close();
        client.close();
    }
}
