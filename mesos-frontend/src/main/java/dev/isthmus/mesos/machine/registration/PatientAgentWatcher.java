package dev.isthmus.mesos.machine.registration;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.mesos.machine.agent.AgentWatcher;

/** Tells another watcher, of a framework of which it may be checked whether it has been away for too long: during the check it is told nothing, and all after it. */
public final class PatientAgentWatcher implements AgentWatcher {

    private final FailoverTimeoutCheck check;
    private final AgentWatcher watcher;
    private final Runnable touched;

    /**
     * Tells nothing yet.
     *
     * @param touched done whenever something is told, of which the framework may change
     */
    public PatientAgentWatcher(FailoverTimeoutCheck check, AgentWatcher watcher, Runnable touched) {
        this.check = check;
        this.watcher = watcher;
        this.touched = touched;
    }

    private void told(Runnable what) {
        touched.run();
        check.whenJudged(what);
    }

    @Override
    public void leaving(AgentId agent) {
        told(() -> watcher.leaving(agent));
    }

    @Override
    public void left(AgentId agent) {
        told(() -> watcher.left(agent));
    }

    @Override
    public void appeared(AgentId agent) {
        told(() -> watcher.appeared(agent));
    }

    @Override
    public void drained(AgentId agent, boolean isLeaving) {
        told(() -> watcher.drained(agent, isLeaving));
    }

    @Override
    public void markedGone(AgentId agent) {
        told(() -> watcher.markedGone(agent));
    }

    @Override
    public void down(AgentId agent) {
        told(() -> watcher.down(agent));
    }

    @Override
    public void connected(AgentId agent) {
        told(() -> watcher.connected(agent));
    }

    @Override
    public void returned(AgentId agent) {
        told(() -> watcher.returned(agent));
    }

    @Override
    public void unreachable(AgentId agent) {
        told(() -> watcher.unreachable(agent));
    }

    @Override
    public void gone(AgentId agent, String reason) {
        told(() -> watcher.gone(agent, reason));
    }

    @Override
    public void lost(AgentId agent) {
        told(() -> watcher.lost(agent));
    }
}
