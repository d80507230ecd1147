package dev.isthmus.driver.state;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Future;
import org.apache.mesos.state.State;
import org.apache.mesos.state.Variable;
import org.jspecify.annotations.Nullable;

/** A state that ends with its JVM, for tests of frameworks. As in Mesos, a name that was only fetched exists from then on, with an empty value. */
final class StateInMemory implements State {

    private static final byte[] NOTHING = {};

    private final ConcurrentNavigableMap<String, Entry> entries = new ConcurrentSkipListMap<>();

    @Override
    public Future<Variable> fetch(String name) {
        Entry entry = entries.computeIfAbsent(name, absent -> new Entry(absent, UUID.randomUUID(), NOTHING));
        return CompletableFuture.completedFuture(new StoredVariable(entry));
    }

    @Override
    public Future<@Nullable Variable> store(Variable variable) {
        Entry held = States.entry(variable);
        Entry next = held.withNewMark();
        Entry now = entries.computeIfPresent(
                held.name(), (name, current) -> current.uuid().equals(held.uuid()) ? next : current);
        return CompletableFuture.completedFuture(next.equals(now) ? new StoredVariable(next) : null);
    }

    @Override
    public Future<Boolean> expunge(Variable variable) {
        Entry held = States.entry(variable);
        Entry current = entries.get(held.name());
        return CompletableFuture.completedFuture(
                current != null && current.uuid().equals(held.uuid()) && entries.remove(held.name(), current));
    }

    @Override
    public Future<Iterator<String>> names() {
        return CompletableFuture.completedFuture(new ArrayList<>(entries.keySet()).iterator());
    }
}
