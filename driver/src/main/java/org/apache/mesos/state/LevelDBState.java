package org.apache.mesos.state;

import dev.isthmus.driver.state.States;
import java.util.Iterator;
import java.util.concurrent.Future;
import org.jspecify.annotations.NullMarked;

/** Stands where Mesos's own stood, and says what to use instead: LevelDB is native code. */
@NullMarked
public class LevelDBState implements State {

    private final State state;

    /**
     * Always throws {@link UnsupportedOperationException}.
     *
     * @param path not looked at
     */
    public LevelDBState(String path) {
        state = States.unavailable("LevelDBState");
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
