package org.apache.mesos;

import org.apache.mesos.Protos.Status;
import org.apache.mesos.Protos.TaskStatus;

/** Replaces Mesos's class of this name, which talks to a Mesos agent by native code. The exception says what to do instead. */
public class MesosExecutorDriver implements ExecutorDriver {

    /**
     * Always throws {@link UnsupportedOperationException}.
     *
     * @param executor not looked at
     */
    public MesosExecutorDriver(Executor executor) {
        throw instead();
    }

    private static UnsupportedOperationException instead() {
        return new UnsupportedOperationException(
                "MesosExecutorDriver speaks to a Mesos agent by Mesos's native library, and Isthmus has neither: let"
                        + " the framework launch tasks with a command or a container instead of an executor.");
    }

    @Override
    public Status start() {
        throw instead();
    }

    @Override
    public Status stop() {
        throw instead();
    }

    @Override
    public Status abort() {
        throw instead();
    }

    @Override
    public Status join() {
        throw instead();
    }

    @Override
    public Status run() {
        throw instead();
    }

    @Override
    public Status sendStatusUpdate(TaskStatus status) {
        throw instead();
    }

    @Override
    public Status sendFrameworkMessage(byte[] data) {
        throw instead();
    }
}
