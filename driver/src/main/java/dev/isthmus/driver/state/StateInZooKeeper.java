package dev.isthmus.driver.state;

import dev.isthmus.zookeeper.Ensemble;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Iterator;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.mesos.state.State;
import org.apache.mesos.state.Variable;
import org.jspecify.annotations.Nullable;

/**
 * A state in ZooKeeper. Requests wait, in order, until a server has answered, however long that takes. Nothing is cached, so others may change the
 * znodes. {@code State} cannot be closed: the session ends when the state is garbage and all requests are done.
 */
final class StateInZooKeeper implements State {

    private static final byte[] NOTHING = {};

    private final StateQueue queue;

    StateInZooKeeper(Ensemble ensemble, Duration timeout) {
        StateQueue made = new StateQueue(ensemble, timeout);
        this.queue = made;
        // One for each state, of which a framework has one: a shared one would outlive them all.
        Cleaner.create(task -> daemon(task, "isthmus-state-cleaner")).register(this, made::finish);
    }

    static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public Future<Variable> fetch(String name) {
        Objects.requireNonNull(name, "name");
        return ask(store ->
                new StoredVariable(store.get(name).orElseGet(() -> new Entry(name, UUID.randomUUID(), NOTHING))));
    }

    @Override
    public Future<@Nullable Variable> store(Variable variable) {
        Entry held = States.entry(variable);
        Entry next = held.withNewMark();
        return ask(store -> store.set(next, held.uuid()) ? new StoredVariable(next) : null);
    }

    @Override
    public Future<Boolean> expunge(Variable variable) {
        Entry held = States.entry(variable);
        return ask(store -> store.expunge(held));
    }

    @Override
    public Future<Iterator<String>> names() {
        return ask(store -> store.names().iterator());
    }

    /** The cleaner may take this for dead as soon as its queue has been read, and would end the queue before the question is in it. */
    private <T> Future<T> ask(StateQueue.Question<T> question) {
        try {
            return queue.ask(question);
        } finally {
            Reference.reachabilityFence(this);
        }
    }
}
