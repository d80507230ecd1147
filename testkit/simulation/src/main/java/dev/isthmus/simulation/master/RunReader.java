package dev.isthmus.simulation.master;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.machine.state.FrameworkState.Contact;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.MasterOutput;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.offer.OutstandingOffer;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import dev.isthmus.mesos.resource.ScalarQuantities;
import dev.isthmus.simulation.observe.AllocatorRun;
import dev.isthmus.simulation.observe.AllocatorRun.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Reads from the steps of a machine what a run of its allocator has granted, and what it found. */
final class RunReader {

    private RunReader() {}

    /**
     * The run that there was in a step in which only time has passed.
     *
     * @param inputs with what is set
     * @param after what the machine holds after it
     * @return empty if nothing was granted, or if something else happened in the same step, so that it is not known what the run found
     */
    static Optional<AllocatorRun> run(InputReader inputs, List<MasterOutput> outputs, Supplier<MasterView> after) {
        Offered all = new Offered();
        for (MasterOutput output : outputs) {
            all.framework = output.framework();
            output.output()
                    .match(
                            callback -> callback.match(all),
                            request -> {},
                            write -> {},
                            keep -> {},
                            changed -> {},
                            abort -> {},
                            note -> {});
        }
        Map<String, String> offered = all.offers;
        if (offered.isEmpty() || !all.isAlone) {
            return Optional.empty();
        }
        MasterView view = after.get();
        List<Part> held = new ArrayList<>();
        List<Part> granted = new ArrayList<>();
        for (OutstandingOffer offer : view.offers()) {
            String told = offered.get(offer.id());
            (told == null ? held : granted)
                    .add(part(offer, told == null ? offer.framework().value() : told, view));
        }
        view.frameworks()
                .forEach(framework -> framework.tasks().stream()
                        .filter(task -> !task.isEnded())
                        .forEach(task -> held.add(new Part(
                                framework.framework().id().value(),
                                task.role(),
                                task.agent().value(),
                                task.portions().unreservedScalars(),
                                reserved(task.portions())))));
        ScalarQuantities total = ScalarQuantities.NONE;
        SortedMap<String, ScalarQuantities> reserved = new TreeMap<>();
        for (MasterView.OfAgent agent : view.agents()) {
            total = total.plus(ScalarQuantities.of(agent.total()));
            reserved(agent.reserved()).forEach((role, what) -> reserved.merge(role, what, ScalarQuantities::plus));
        }
        return Optional.of(new AllocatorRun(
                held, granted, total, isSettled(view), contenders(view), inputs.weights(), inputs.quotas(), reserved));
    }

    /** What is reserved, by role. */
    private static SortedMap<String, ScalarQuantities> reserved(ResourcesByReservation portions) {
        SortedMap<String, ScalarQuantities> reserved = new TreeMap<>();
        portions.reserved()
                .forEach((reservation, what) ->
                        reserved.merge(reservation.role(), ScalarQuantities.of(what), ScalarQuantities::plus));
        return reserved;
    }

    /** What callbacks say of offers: whom they are made to, and whether there is nothing else but, before them, offers that are void. */
    private static final class Offered implements Callback.Cases {

        private final Map<String, String> offers = new LinkedHashMap<>();
        private Optional<FrameworkId> framework = Optional.empty();
        private boolean isAlone = true;

        @Override
        public void offers(Callback.Offers callback) {
            for (Offer offer : callback.offers()) {
                offers.put(offer.getId().getValue(), framework.orElseThrow().value());
            }
        }

        @Override
        public void rescinded(Callback.Rescinded callback) {
            isAlone &= offers.isEmpty();
        }

        @Override
        public void registered(Callback.Registered callback) {
            isAlone = false;
        }

        @Override
        public void reregistered(Callback.Reregistered callback) {
            isAlone = false;
        }

        @Override
        public void disconnected(Callback.Disconnected callback) {
            isAlone = false;
        }

        @Override
        public void inverseOffers(Callback.InverseOffers callback) {
            isAlone = false;
        }

        @Override
        public void rescinded(Callback.InverseOfferRescinded callback) {
            isAlone = false;
        }

        @Override
        public void update(Callback.Update callback) {
            isAlone = false;
        }

        @Override
        public void agentLost(Callback.AgentLost callback) {
            isAlone = false;
        }
    }

    /** What is offered to one is another's, if it is told to that one, and then in that one's role. */
    private static Part part(OutstandingOffer offer, String told, MasterView view) {
        String role = offer.framework().value().equals(told)
                ? offer.role()
                : contenders(view).getOrDefault(told, offer.role());
        return new Part(
                told, role, offer.agent().value(), offer.portions().unreservedScalars(), reserved(offer.portions()));
    }

    private static boolean isSettled(MasterView view) {
        return view.inventory().isPresent()
                && view.agents().stream()
                        .allMatch(agent -> agent.agent().state() == AgentState.READY
                                && agent.unreachableSince().isEmpty()
                                && agent.withdrawal().isEmpty());
    }

    private static SortedMap<String, String> contenders(MasterView view) {
        SortedMap<String, String> contenders = new TreeMap<>();
        for (MasterView.OfFramework each : view.frameworks()) {
            List<String> roles = List.copyOf(each.framework().roles());
            if (each.contact() == Contact.CONNECTED && roles.size() == 1) {
                contenders.put(each.framework().id().value(), roles.get(0));
            }
        }
        return contenders;
    }
}
