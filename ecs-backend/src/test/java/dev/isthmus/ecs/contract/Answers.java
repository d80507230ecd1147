package dev.isthmus.ecs.contract;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A backend's scheduler, which counts what threads of calls bring to it: one step with each answer. */
final class Answers extends AbstractExecutorService implements ScheduledExecutorService {

    private final ScheduledExecutorService real;
    private final AtomicLong count = new AtomicLong();

    Answers(ScheduledExecutorService real) {
        this.real = real;
    }

    long count() {
        return count.get();
    }

    @Override
    public void execute(Runnable step) {
        try {
            real.execute(step);
        } finally {
            if (Thread.currentThread().getName().startsWith("isthmus-ecs-call-")) {
                count.incrementAndGet();
            }
        }
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable step, long delay, TimeUnit unit) {
        return real.schedule(step, delay, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> step, long delay, TimeUnit unit) {
        return real.schedule(step, delay, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable step, long first, long period, TimeUnit unit) {
        return real.scheduleAtFixedRate(step, first, period, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable step, long first, long delay, TimeUnit unit) {
        return real.scheduleWithFixedDelay(step, first, delay, unit);
    }

    @Override
    public void shutdown() {
        real.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return real.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
        return real.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return real.isTerminated();
    }

    @Override
    public boolean awaitTermination(long most, TimeUnit unit) throws InterruptedException {
        return real.awaitTermination(most, unit);
    }
}
