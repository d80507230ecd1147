package dev.isthmus.mesos.machine.offer;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.state.KnownAgent;
import dev.isthmus.mesos.machine.state.MachineTimers;
import dev.isthmus.mesos.machine.state.MasterState;
import dev.isthmus.mesos.machine.state.Outbox;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.messages.Protos.InverseOffer;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.offer.InverseOfferLedger;
import dev.isthmus.mesos.offer.OfferMessages;
import dev.isthmus.mesos.offer.RefuseSeconds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks frameworks for what they have on agents whose machines are to be unavailable (src/master/allocator/mesos/hierarchical.cpp, {@code generateInverseOffers}): those that
 * are offered something there, or run something, until they answer. What they answer is shown to operators, and changes nothing.
 */
public final class InverseOffers {

    private final MasterState state;

    InverseOffers(MasterState state) {
        this.state = state;
    }

    private InverseOfferLedger ledger() {
        return state.inverseOffers();
    }

    /** Sends each framework those that are due. Costs a look at each framework for each agent of which some are made. */
    void run(Function<KnownAgent, Offer> inOffers) {
        Map<FrameworkId, List<InverseOffer>> messages = new LinkedHashMap<>();
        for (AgentId id : ledger().agents()) {
            KnownAgent known = Objects.requireNonNull(state.agents().get(id));
            if (known.agent().state() == AgentState.DISCONNECTED
                    || known.unreachableSince().isPresent()) {
                continue;
            }
            for (FrameworkState framework : state.frameworks()) {
                FrameworkId to = framework.framework().id();
                if (framework.isReady() && ledger().isDue(to, id, state.now()) && hasSomethingOn(id, framework)) {
                    messages.computeIfAbsent(to, none -> new ArrayList<>()).add(make(to, known, inOffers));
                }
            }
        }
        messages.forEach((id, offers) -> {
            Outbox outbox = Objects.requireNonNull(state.framework(id)).outbox();
            outbox.debug("asking for what it has on " + offers.size() + " agents");
            outbox.add(new Callback.InverseOffers(offers));
        });
    }

    private boolean hasSomethingOn(AgentId agent, FrameworkState framework) {
        return state.offers().of(agent).stream()
                        .anyMatch(offer ->
                                offer.framework().equals(framework.framework().id()))
                || framework.tasks().on(agent).stream().anyMatch(task -> !task.isEnded());
    }

    private InverseOffer make(FrameworkId to, KnownAgent known, Function<KnownAgent, Offer> inOffers) {
        InverseOfferLedger.Outstanding made =
                ledger().make(state.offers().nextId(), to, known.agent().id());
        state.policy()
                .offerTimeout()
                .ifPresent(timeout ->
                        state.timers().at(state.now().plus(timeout), new MachineTimers.OfferTimeout(to, made.id())));
        return OfferMessages.inverse(made, inOffers.apply(known));
    }

    /** From now on some are made of this agent. */
    public void begin(AgentId agent) {
        ledger().begin(agent);
    }

    /** None are made of this agent any more; those that are outstanding are rescinded, and what was answered is forgotten. */
    public void end(AgentId agent) {
        rescinded(ledger().end(agent));
    }

    /** Rescinds those of an agent. */
    public void rescind(AgentId agent) {
        rescinded(ledger().removeOf(agent));
    }

    /** Rescinds one whose timeout has passed. */
    void timedOut(MachineTimers.OfferTimeout alarm) {
        rescinded(ledger().remove(alarm.owner(), alarm.offer()).stream().toList());
    }

    private void rescinded(List<InverseOfferLedger.Outstanding> ended) {
        for (InverseOfferLedger.Outstanding each : ended) {
            FrameworkState framework = state.framework(each.framework());
            if (framework != null && framework.isConnected()) {
                framework
                        .outbox()
                        .add(new Callback.InverseOfferRescinded(
                                OfferID.newBuilder().setValue(each.id()).build()));
            }
        }
    }

    /** A framework answers some. Accepts, as in Mesos, all or none of them; declines those that are outstanding. */
    void answered(FrameworkState framework, Call.AnswerInverseOffers call) {
        FrameworkId id = framework.framework().id();
        Optional<String> problem = call.isAccepted() ? ledger().problem(id, call.offers()) : Optional.empty();
        if (problem.isPresent()) {
            framework.outbox().warn("inverse offers " + call.offers() + " are not accepted: " + problem.get());
            return;
        }
        for (String offer : call.offers()) {
            ledger().remove(id, offer)
                    .ifPresentOrElse(
                            answered -> ledger().answered(
                                            answered,
                                            call.isAccepted(),
                                            state.time().shown(state.now()),
                                            state.now().plus(RefuseSeconds.duration(call.refuseSeconds()))),
                            () -> framework
                                    .outbox()
                                    .debug("inverse offer " + offer + " is declined but is not outstanding; ignored"));
        }
    }
}
