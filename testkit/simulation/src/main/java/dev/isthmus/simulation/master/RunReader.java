package dev.isthmus.simulation.master;

import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.mesos.allocator.quota.RoleQuota;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.machine.state.FrameworkState.Contact;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.MasterOutput;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.offer.OutstandingOffer;
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

    private final SortedMap<String, Amount> weights = new TreeMap<>();
    private final SortedMap<String, RoleQuota> quotas = new TreeMap<>();

    /** An operator may set something. */
    void set(MasterInput input) {
        if (input instanceof MasterInput.Weights its) {
            weights.putAll(its.weights());
        } else if (input instanceof MasterInput.Quotas its) {
            quotas.putAll(its.quotas());
            quotas.values().removeIf(RoleQuota::isNone);
        }
    }

    /**
     * The run that there was in a step.
     *
     * @param after what the machine holds after it
     * @return empty if nothing was granted, or if something else happened in the same step, so that it is not known what the run found
     */
    Optional<AllocatorRun> run(MasterInput input, List<MasterOutput> outputs, Supplier<MasterView> after) {
        Map<String, String> offered = new LinkedHashMap<>();
        if (!isTick(input) || !isRunAlone(outputs, offered)) {
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
                                ScalarQuantities.of(task.portions())))));
        ScalarQuantities total = ScalarQuantities.NONE;
        for (MasterView.OfAgent agent : view.agents()) {
            total = total.plus(ScalarQuantities.of(agent.total()));
        }
        return Optional.of(new AllocatorRun(held, granted, total, isSettled(view), contenders(view), weights, quotas));
    }

    private static boolean isTick(MasterInput input) {
        return input instanceof MasterInput.Tick
                || (input instanceof MasterInput.Of of && of.input() instanceof Input.Tick);
    }

    /** Whether there are offers, and nothing but offers and, before them, rescinded ones. */
    private static boolean isRunAlone(List<MasterOutput> outputs, Map<String, String> offered) {
        for (MasterOutput output : outputs) {
            if (output.output() instanceof Callback.Offers its) {
                String framework = output.framework().orElseThrow().value();
                for (Offer offer : its.offers()) {
                    offered.put(offer.getId().getValue(), framework);
                }
            } else if (output.output() instanceof Callback
                    && !(output.output() instanceof Callback.Rescinded && offered.isEmpty())) {
                return false;
            }
        }
        return !offered.isEmpty();
    }

    /** What is offered to one is another's, if it is told to that one, and then in that one's role. */
    private static Part part(OutstandingOffer offer, String told, MasterView view) {
        String role = offer.framework().value().equals(told)
                ? offer.role()
                : contenders(view).getOrDefault(told, offer.role());
        return new Part(told, role, offer.agent().value(), ScalarQuantities.of(offer.portions()));
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
