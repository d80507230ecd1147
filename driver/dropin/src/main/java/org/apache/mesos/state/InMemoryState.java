package org.apache.mesos.state;

import java.lang.reflect.InvocationTargetException;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Future;
import org.apache.mesos.MesosNativeLibrary;

/** Replaces Mesos's class of this name. Its data ends with the JVM. Not linked to other classes of ours: see {@link MesosNativeLibrary#isthmus}. */
public class InMemoryState implements State {

    private static final String BEHIND = "dev.isthmus.driver.state.States";

    private final State state;

    /** Empty. */
    public InMemoryState() {
        state = made();
    }

    private static State made() {
        try {
            Object made =
                    MesosNativeLibrary.isthmus(BEHIND).getMethod("inMemory").invoke(null);
            return (State) Objects.requireNonNull(made);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException) {
                throw (RuntimeException) e.getCause();
            }
            throw new IllegalStateException("The state cannot be made: " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "The drop-in class and the rest of Isthmus are of different versions (" + e
                            + "): take both from one jar",
                    e);
        }
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
