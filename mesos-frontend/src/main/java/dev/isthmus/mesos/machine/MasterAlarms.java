package dev.isthmus.mesos.machine;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.mesos.machine.agent.AgentTracker;
import dev.isthmus.mesos.machine.offer.OutstandingOffers;
import dev.isthmus.mesos.machine.state.MachineTimers;
import dev.isthmus.mesos.machine.state.MasterState;

/** What a machine does when an alarm is due, and what there is for which alarms are set. */
final class MasterAlarms implements MachineTimers.Cases, MachineTimers.Present {

    private final MasterState master;
    private final OutstandingOffers offers;
    private final AgentTracker agents;
    private final ServedFrameworks frameworks;

    MasterAlarms(MasterState master, OutstandingOffers offers, AgentTracker agents, ServedFrameworks frameworks) {
        this.master = master;
        this.offers = offers;
        this.agents = agents;
        this.frameworks = frameworks;
    }

    @Override
    public void allocate(MachineTimers.Allocate alarm) {
        offers.tick(alarm);
    }

    @Override
    public void agentTimeout(MachineTimers.AgentTimeout alarm) {
        agents.timedOut(alarm);
    }

    @Override
    public void completionTime(MachineTimers.CompletionTime alarm) {
        frameworks.with(alarm.owner(), framework -> framework.alarms().completionTime(alarm));
    }

    @Override
    public void startTimeout(MachineTimers.StartTimeout alarm) {
        frameworks.with(alarm.owner(), framework -> framework.alarms().startTimeout(alarm));
    }

    @Override
    public void offerTimeout(MachineTimers.OfferTimeout alarm) {
        offers.timedOut(alarm);
    }

    @Override
    public void drainTimeout(MachineTimers.DrainTimeout alarm) {
        frameworks.with(alarm.owner(), framework -> framework.alarms().drainTimeout());
    }

    @Override
    public void leaseDue(MachineTimers.LeaseDue alarm) {
        frameworks.with(alarm.owner(), framework -> framework.alarms().leaseDue(alarm));
    }

    @Override
    public void allShown(MachineTimers.AllShown alarm) {
        frameworks.with(alarm.owner(), framework -> framework.alarms().allShown());
    }

    @Override
    public void endDue(MachineTimers.EndDue alarm) {
        frameworks.with(alarm.owner(), framework -> framework.alarms().endDue(alarm));
    }

    @Override
    public void abandoned(MachineTimers.Abandoned alarm) {
        master.forget(alarm.tasks());
    }

    @Override
    public boolean hasEnded(FrameworkId framework, LaunchId launch) {
        ServedFramework known = frameworks.find(framework);
        return known == null || known.alarms().hasEnded(launch);
    }

    @Override
    public boolean isEndPending(FrameworkId framework, LaunchId launch) {
        ServedFramework known = frameworks.find(framework);
        return known != null && known.alarms().isEndPending(launch);
    }

    @Override
    public boolean isOutstanding(String offer) {
        return master.offers().isOutstanding(offer) || master.inverseOffers().isOutstanding(offer);
    }
}
