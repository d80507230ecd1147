package dev.isthmus.simulation.terms;

import dev.isthmus.simulation.client.FrameworkTerms;
import dev.isthmus.simulation.happening.MasterHappening;
import dev.isthmus.simulation.kind.PickyFramework;
import dev.isthmus.simulation.run.WorldScenario.Event;
import dev.isthmus.simulation.run.WorldScenario.Inhabitant;
import dev.isthmus.simulation.time.Draws;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws what keeps frameworks of a master from some offers, each in one world of four: GPUs, minimum offers, constraints, roles in trees and reservations. All by draws of its
 * own, so that a world without any is what it would be if there were no such thing.
 */
public final class TermsDraws {

    /** Roles below those that frameworks have by their names. */
    private static final List<String> BELOW = List.of("web/a", "web/a/x", "web/b", "batch/a", "batch/b");

    private final Draws draws;
    private final boolean hasGpus;
    private final boolean hasMinimums;
    private final boolean hasConstraints;
    private final boolean hasTrees;
    private final boolean hasReservations;

    /**
     * Of one world.
     *
     * @param oneIn of how many worlds one has each
     */
    public TermsDraws(Draws draws, int oneIn) {
        this.draws = draws;
        this.hasGpus = draws.of("has gpus").oneIn(oneIn);
        this.hasMinimums = draws.of("has minimums").oneIn(oneIn);
        this.hasConstraints = draws.of("has constraints").oneIn(oneIn);
        this.hasTrees = draws.of("has trees").oneIn(oneIn);
        this.hasReservations = draws.of("has reservations").oneIn(oneIn);
    }

    /** The instances, some of them with GPUs, and with the attribute that constraints ask for. */
    public List<InstanceSpec> instances(List<InstanceSpec> plain) {
        List<InstanceSpec> instances = new ArrayList<>();
        Draws its = draws.of("instances");
        for (InstanceSpec spec : plain) {
            InstanceSpec with = hasGpus && its.oneIn(2) ? spec.withGpus(its.between(1, 4)) : spec;
            instances.add(
                    hasConstraints && its.oneIn(2)
                            ? with.withAttribute(PickyFramework.ATTRIBUTE, PickyFramework.VALUE)
                            : with);
        }
        return instances;
    }

    /** The frameworks with their terms. */
    public List<Inhabitant> frameworks(List<Inhabitant> plain) {
        List<Inhabitant> frameworks = new ArrayList<>();
        Draws its = draws.of("frameworks");
        for (Inhabitant each : plain) {
            String role = hasTrees && its.below(3) > 0 ? BELOW.get(its.below(BELOW.size())) : "";
            boolean canUseGpus = hasGpus && its.oneIn(2);
            double least = hasMinimums && its.oneIn(2) ? its.between(1, 6) / 2.0 : 0;
            String attribute = hasConstraints && its.oneIn(2) ? PickyFramework.ATTRIBUTE : "";
            boolean reserves = hasReservations && its.below(3) > 0;
            if (reserves && role.isEmpty()) {
                role = its.oneIn(2) ? "web" : "batch";
            }
            frameworks.add(new Inhabitant(
                    each.kind(),
                    each.name(),
                    each.tasks(),
                    new FrameworkTerms(role, canUseGpus, least, attribute, reserves)));
        }
        return frameworks;
    }

    /** Weights of roles below others. */
    public List<Event> events(Duration duration) {
        List<Event> events = new ArrayList<>();
        Draws its = draws.of("weights");
        for (int count = hasTrees ? its.below(4) : 0; count > 0; count--) {
            String role = BELOW.get(its.below(BELOW.size()));
            events.add(new Event(its.upTo(duration), new MasterHappening.Weigh(role, its.between(1, 12) / 4.0)));
        }
        return events;
    }
}
