package org.apache.mesos.state;

import dev.isthmus.driver.state.States;
import java.util.Iterator;
import java.util.concurrent.Future;
import org.jspecify.annotations.NullMarked;

/** Stands where Mesos's own stood, whose variables had native methods. Ends with its JVM. */
@NullMarked
public class InMemoryState implements State {

    private final State state;

    /** Empty. */
    public InMemoryState() {
        state = States.inMemory();
    }

    @Override
    public Future<Variable> fetch(String name) {
        return state.fetch(name);
    }

    @Override
    public Future<Variable> store(Variable variable) {
        return state.store(variable);
    }

    @Override
    public Future<Boolean> expunge(Variable variable) {
        return state.expunge(variable);
    }

    @Override
    public Future<Iterator<String>> names() {
        return state.names();
    }
}
