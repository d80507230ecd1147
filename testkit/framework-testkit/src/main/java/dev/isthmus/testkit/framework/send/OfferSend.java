package dev.isthmus.testkit.framework.send;

import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.testkit.framework.cluster.AgentModel;
import dev.isthmus.testkit.framework.cluster.ScriptAmounts;
import dev.isthmus.testkit.framework.cluster.ScriptedCluster;
import dev.isthmus.testkit.framework.cluster.TaskModel;
import dev.isthmus.testkit.framework.stage.DriverCall;
import dev.isthmus.testkit.framework.stage.Made;
import dev.isthmus.testkit.framework.stage.Stage;
import dev.isthmus.testkit.framework.stage.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An offer; see {@link Send#offer}. Not thread-safe. */
public final class OfferSend extends Send {

    /** Empty for any agent. */
    private final String agent;

    private Resources wanted = ScriptAmounts.none();
    private boolean anyway;

    OfferSend(String agent) {
        this.agent = agent;
    }

    /** So many CPUs, in thousandths at the finest. */
    public OfferSend cpus(double cpus) {
        return with(ResourceName.CPUS, ScriptAmounts.scalar(ResourceName.CPUS, cpus));
    }

    /** So much memory, in MiB. */
    public OfferSend mem(double mebibytes) {
        return with(ResourceName.MEM, ScriptAmounts.scalar(ResourceName.MEM, mebibytes));
    }

    /** So much disk, in MiB. */
    public OfferSend disk(double mebibytes) {
        return with(ResourceName.DISK, ScriptAmounts.scalar(ResourceName.DISK, mebibytes));
    }

    /** So many GPUs. */
    public OfferSend gpus(int gpus) {
        return with(ResourceName.GPUS, ScriptAmounts.scalar(ResourceName.GPUS, gpus));
    }

    /** These ports, from the first to the last; more of them when called again. */
    public OfferSend ports(int first, int last) {
        return with(ResourceName.PORTS, wanted.ports(ResourceName.PORTS).union(ScriptAmounts.ports(first, last)));
    }

    /**
     * Even if no master would make it now. The scheduler is told as if one had, behind the master's back: a launch on this offer is
     * answered as one on an offer that does not stand.
     */
    public OfferSend anyway() {
        anyway = true;
        return this;
    }

    /** So much of a resource of one's own, in thousandths at the finest; see {@link dev.isthmus.testkit.framework.FrameworkScript#counting}. */
    public OfferSend scalar(String name, double amount) {
        return with(new ResourceName(name), ScriptAmounts.scalar(new ResourceName(name), amount));
    }

    /** These numbers of a resource of one's own, from the first to the last, within 0 to 65535; more of them when called again. */
    public OfferSend ranges(String name, int first, int last) {
        return with(
                new ResourceName(name), wanted.ports(new ResourceName(name)).union(ScriptAmounts.ports(first, last)));
    }

    /** These items of a resource of one's own, such as the ids of devices; more of them when called again. */
    public OfferSend set(String name, String... items) {
        return with(new ResourceName(name), ScriptAmounts.items(wanted, new ResourceName(name), items));
    }

    private OfferSend with(ResourceName name, Quantity quantity) {
        wanted = wanted.with(name, quantity);
        return this;
    }

    @Override
    public void carryOut(Stage stage) {
        if (anyway) {
            bypass(stage);
            return;
        }
        stage.requireConnected();
        stage.requireCounted(wanted);
        if (!wanted.isEmpty()) {
            leaveOnly(stage);
        } else if (!agent.isEmpty()) {
            stage.agent(agent);
        }
        stage.engine().settle();
        int step = stage.history().step();
        stage.engine().advanceOneRound(() -> isMade(stage, step));
        if (!isMade(stage, step)) {
            throw stage.history().impossible(whyNone(stage));
        }
    }

    private boolean isMade(Stage stage, int step) {
        List<String> made = stage.offers().since(step);
        return agent.isEmpty()
                ? !made.isEmpty()
                : made.stream().map(stage.offers()::agent).anyMatch(agent::equals);
    }

    private void leaveOnly(Stage stage) {
        ScriptedCluster cluster = stage.cluster();
        if (cluster.agent(agent).isEmpty()) {
            cluster.put(new AgentModel(agent, agent, wanted, Map.of()));
            return;
        }
        AgentModel model = stage.agent(agent);
        if (stage.offers().standing().contains(agent)) {
            throw stage.history()
                    .impossible("an offer of '" + agent
                            + "' stands, and the scheduler has not answered it: nothing else is"
                            + " offered of that agent before it has, or before send(rescinded(\"" + agent + "\"))");
        }
        List<TaskModel> tasks = cluster.liveOn(model.id());
        Resources free = model.freeBeside(tasks);
        if (!free.contains(wanted)) {
            throw stage.history()
                    .impossible("agent '" + agent + "' has only " + free + " beside its tasks "
                            + Texts.list(tasks.stream().map(TaskModel::id).toList())
                            + ", so no offer of " + wanted + " can be made of it");
        }
        model.leaveOnly(wanted, tasks);
        cluster.tellAgent(model.id());
    }

    private void bypass(Stage stage) {
        if (stage.engine().isFresh() || stage.hasEnded()) {
            stage.requireConnected();
        }
        if (agent.isEmpty() || wanted.isEmpty()) {
            throw stage.history()
                    .impossible(
                            "an offer that is made anyway has to say what it offers: offer(\"agent-1\").cpus(1).anyway()");
        }
        Offer.Builder offer = Offer.newBuilder().setHostname(agent).addAllResources(ScriptAmounts.messages(wanted));
        offer.getIdBuilder().setValue("anyway-" + stage.history().step());
        offer.getSlaveIdBuilder().setValue(agent);
        stage.frameworkId().ifPresent(id -> offer.getFrameworkIdBuilder().setValue(id));
        stage.engine().scheduler().resourceOffers(new ArrayList<>(List.of(offer.build())));
    }

    private String whyNone(Stage stage) {
        StringBuilder why = new StringBuilder(
                "nothing is offered" + (agent.isEmpty() ? "" : " of '" + agent + "'") + " in the next round, because");
        List<String> standing = stage.offers().standing();
        int before = why.length();
        if (stage.cluster().agentIds().isEmpty()) {
            why.append("\n- there is no agent: send(agent(...)) first");
        }
        if (agent.isEmpty() ? !standing.isEmpty() : standing.contains(agent)) {
            why.append("\n- offers of ").append(Texts.list(standing)).append(" stand, and nobody has answered them");
        }
        stage.cluster()
                .agent(agent)
                .filter(model -> model.state() != AgentState.READY)
                .ifPresent(model -> why.append("\n- the agent is ").append(model.state()));
        since(stage)
                .ifPresent(made -> why.append("\n- in step ")
                        .append(made.step())
                        .append(" the scheduler ")
                        .append(made.call().text()));
        if (why.length() == before) {
            why.append(
                    "\n- nothing worth offering is free (Mesos offers from 0.01 cpus or 32 MiB), or the scheduler has"
                            + " filtered what is left of an offer that it used");
        }
        return why.append("\nexpect(toldNoOffer()) after advance(...) is how to expect that")
                .toString();
    }

    /** The last call that keeps offers away, unless the scheduler has revived them since. */
    private Optional<Made> since(Stage stage) {
        Optional<Made> last = Optional.empty();
        for (Made made : stage.ledger().all()) {
            if (made.call() instanceof DriverCall.OfOffers call) {
                Optional<Made> before = last;
                last = call.fold(
                        decline -> agent.isEmpty() || decline.agents().contains(agent) ? Optional.of(made) : before,
                        revive -> Optional.empty(),
                        suppress -> Optional.of(made));
            }
        }
        return last;
    }

    @Override
    public String toString() {
        return agent.isEmpty()
                ? "offers"
                : "offer of " + agent + (wanted.isEmpty() ? "" : " (" + wanted + ")") + (anyway ? " anyway" : "");
    }
}
