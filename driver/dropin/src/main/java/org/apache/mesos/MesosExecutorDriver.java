package org.apache.mesos;

import org.apache.mesos.Protos.Status;
import org.apache.mesos.Protos.TaskStatus;

/** Stands where Mesos's own stood, and says what to do instead: it speaks to a Mesos agent, by native code. */
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
