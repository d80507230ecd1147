package dev.isthmus.master.shell;

import dev.isthmus.master.subscription.FrameworkAction;

/** The machines behind the subscriptions. Called by the master's thread; it must not block. What they call back goes into the master's inbox. */
public interface FrameworkMachines extends AutoCloseable {

    /**
     * Has the machine of a framework do something, after all that was asked of it before.
     *
     * @param framework its id
     */
    void act(String framework, FrameworkAction action);

    /** Closes all, as if the master had died: tasks go on. May block for a moment. */
    @Override
    void close();
}
