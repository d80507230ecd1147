package dev.isthmus.simulation.eligible;

import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.verdict.Court;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;

/**
 * R-WD-40: what is reserved for a role is offered to that role and those below it, and to no other; and what an offer has shown to be reserved is not offered as if it were
 * not, until somebody unreserves something there, or the agent is away.
 */
public final class ReservedForItsRole extends OffersLaw {

    private static final double ROUNDING = 1e-3;
    private static final double UNITS = 1024;

    /** What is reserved at least: by master and agent, and then by name of the resource and role. */
    private final Map<String, Map<String, Double>> reserved = new TreeMap<>();
    /** CPUs and memory of agents, by agent and name. */
    private final Map<String, Double> totals = new TreeMap<>();

    /** Nothing is reserved. */
    public ReservedForItsRole(Court court) {
        super(court);
    }

    @Override
    public String rule() {
        return "R-WD-40";
    }

    @SuppressWarnings("deprecation") // Frameworks of worlds read the old fields.
    private static boolean isReserved(Resource resource) {
        return resource.hasRole() && !resource.getRole().equals("*");
    }

    @Override
    @SuppressWarnings("deprecation") // As above.
    void offered(String framework, Offer offer) {
        String role = eligibility().roleOf(framework);
        for (Resource each : offer.getResourcesList()) {
            if (isReserved(each) && !Eligibility.isFor(each.getRole(), role)) {
                broken(framework, offer, "of which some is reserved, and not for its role " + role);
            }
        }
    }

    @Override
    @SuppressWarnings("deprecation") // As above.
    void shown(DriverLife master, Offer offer) {
        String agent = offer.getSlaveId().getValue();
        Map<String, Double> its = reserved.computeIfAbsent(master + " " + agent, first -> new TreeMap<>());
        for (Resource each : offer.getResourcesList()) {
            if (isReserved(each)) {
                its.merge(
                        each.getName() + " " + each.getRole(), each.getScalar().getValue(), Math::max);
            }
        }
        for (Resource each : offer.getResourcesList()) {
            Double total = totals.get(agent + " " + each.getName());
            if (total != null && !isReserved(each)) {
                double kept = its.entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith(each.getName() + " "))
                        .mapToDouble(Map.Entry::getValue)
                        .sum();
                if (each.getScalar().getValue() > total - kept + ROUNDING) {
                    broken("", offer, "which has " + total + ", of which is reserved: " + its);
                }
            }
        }
    }

    @Override
    void took(DriverLife master, Call call) {
        boolean unreserves = call.getType() == Call.Type.ACCEPT
                && call.getAccept().getOperationsList().stream()
                        .anyMatch(each -> each.getType() == Offer.Operation.Type.UNRESERVE);
        if (unreserves) {
            reserved.clear();
        }
    }

    @Override
    void changed(ContainerInstance instance) {
        String agent = Eligibility.agent(instance);
        instance.registeredResources().forEach(each -> {
            if (each.name().equals("CPU")) {
                totals.put(agent + " cpus", each.integerValue() / UNITS);
            } else if (each.name().equals("MEMORY")) {
                totals.put(agent + " mem", (double) each.integerValue());
            }
        });
        if (!"ACTIVE".equals(instance.status()) || !instance.agentConnected()) {
            reserved.keySet().removeIf(each -> each.endsWith(" " + agent));
        }
    }

    @Override
    public void ended(DriverLife life) {
        reserved.keySet().removeIf(each -> each.startsWith(life + " "));
    }
}
