package dev.isthmus.simulation.sharing;

import dev.isthmus.simulation.client.ClientWorld;
import dev.isthmus.simulation.driver.Wrapping;
import dev.isthmus.simulation.happening.Happening;
import dev.isthmus.simulation.happening.MasterHappening;
import dev.isthmus.simulation.run.FrameworkKind;
import dev.isthmus.simulation.run.World;
import dev.isthmus.simulation.run.WorldScenario;
import dev.isthmus.simulation.run.WorldScenario.Inhabitant;
import dev.isthmus.simulation.terms.TermsDraws;
import dev.isthmus.simulation.time.Draws;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Worlds in which frameworks contend for a few agents, and little else happens. */
public final class SharingWorlds {

    private static final Duration LENGTH = Duration.ofMinutes(2);
    private static final int MANY_TASKS = 1000;

    private SharingWorlds() {}

    /** One of them that has not begun. */
    static World world(long seed, WorldScenario scenario, World.Backends backends) {
        return new World(seed, scenario, backends, Wrapping.NONE, Optional.empty());
    }

    /** Frameworks that take all they are offered, on equal agents; two of three times all of one role. */
    public static WorldScenario ofTakers(long seed) {
        Draws draws = new Draws(seed).of("takers");
        boolean isOneRole = draws.below(3) > 0;
        List<Inhabitant> takers = new ArrayList<>();
        int count = draws.between(2, 5);
        for (int i = 0; takers.size() < count; i++) {
            String name = "taker-" + i;
            if (!isOneRole || ClientWorld.roleOf(name).equals(ClientWorld.ROLES.get((int) (seed % 3)))) {
                takers.add(new Inhabitant(FrameworkKind.FILLING, name, MANY_TASKS));
            }
        }
        return scenario(draws.between(2, 7), takers, draws, List.of(), List.of());
    }

    /** Frameworks of several roles that take all they are offered, while an operator sets quotas and weights. */
    public static WorldScenario ofQuotas(long seed) {
        Draws draws = new Draws(seed).of("quotas");
        List<Inhabitant> takers = new ArrayList<>();
        int count = draws.between(3, 6);
        for (int i = 0; i < count; i++) {
            takers.add(new Inhabitant(FrameworkKind.FILLING, "taker-" + i, MANY_TASKS));
        }
        List<WorldScenario.Event> events = new ArrayList<>();
        for (int i = draws.between(2, 5); i > 0; i--) {
            String role = ClientWorld.ROLES.get(draws.below(ClientWorld.ROLES.size()));
            int limit = draws.between(1, 12);
            events.add(new WorldScenario.Event(
                    draws.upTo(Duration.ofSeconds(90)),
                    draws.oneIn(4)
                            ? new MasterHappening.Weigh(role, draws.between(1, 8) / 2.0)
                            : new MasterHappening.SetQuota(
                                    role, draws.oneIn(3) ? -1 : limit, draws.oneIn(2) ? -1 : draws.between(1, limit))));
        }
        return scenario(draws.between(2, 5), takers, draws, List.of(), events);
    }

    /** Frameworks of every kind that have terms, most of which each of these worlds draws, on instances of several sizes, while an operator sets weights. */
    public static WorldScenario ofTerms(long seed) {
        Draws draws = new Draws(seed).of("with terms");
        List<Inhabitant> frameworks = new ArrayList<>();
        int count = draws.between(3, 6);
        for (int i = 0; i < count; i++) {
            FrameworkKind kind = draws.oneIn(2)
                    ? FrameworkKind.FILLING
                    : draws.oneIn(2) ? FrameworkKind.GREEDY : FrameworkKind.HOARDING;
            frameworks.add(new Inhabitant(kind, "choosy-" + i, 20));
        }
        List<InstanceSpec> instances = new ArrayList<>();
        for (int i = draws.between(2, 5); i > 0; i--) {
            int cpu = draws.between(1, 4) * 1024;
            instances.add(InstanceSpec.of(cpu, 2 * cpu));
        }
        TermsDraws terms = new TermsDraws(draws.of("terms"), 2);
        WorldScenario plain = scenario(1, frameworks, draws, List.of(), terms.events(LENGTH));
        return new WorldScenario(
                terms.instances(instances),
                terms.frameworks(frameworks),
                plain.settings(),
                plain.cluster(),
                plain.faults(),
                plain.events(),
                LENGTH);
    }

    /** Some that keep offers until they time out, and one that wants something, whose process is killed now and then, so that it begins anew. */
    public static WorldScenario ofKeepers(long seed) {
        Draws draws = new Draws(seed).of("keepers");
        List<Inhabitant> frameworks = new ArrayList<>();
        int keepers = draws.between(1, 4);
        for (int i = 0; i < keepers; i++) {
            frameworks.add(new Inhabitant(FrameworkKind.KEEPING, "keeper-" + draws.below(100) + "-" + i, 1));
        }
        frameworks.add(new Inhabitant(
                draws.oneIn(2) ? FrameworkKind.SPARK : FrameworkKind.FILLING, "waits-" + draws.below(100), 1));
        List<WorldScenario.Event> events = new ArrayList<>();
        for (int i = draws.below(4); i > 0; i--) {
            events.add(new WorldScenario.Event(
                    draws.upTo(LENGTH), new Happening.Kill(draws.below(frameworks.size()), draws.between(1, 10))));
        }
        return scenario(
                draws.between(1, 3),
                frameworks,
                draws,
                List.of(new WorldScenario.Set("ISTHMUS_OFFER_TIMEOUT", draws.between(2, 6) + "s")),
                events);
    }

    /** Two of Spark's jobs, each of which wants the whole cluster. */
    public static WorldScenario ofSparks(long seed) {
        Draws draws = new Draws(seed).of("sparks");
        List<Inhabitant> sparks = List.of(
                new Inhabitant(FrameworkKind.SPARK, "one-" + draws.below(100), MANY_TASKS),
                new Inhabitant(FrameworkKind.SPARK, "two-" + draws.below(100), MANY_TASKS));
        return scenario(draws.between(1, 3), sparks, draws, List.of(), List.of());
    }

    /** Two that kill some of their tasks, on an agent that stops them as slowly as AWS does. */
    public static WorldScenario ofKillers(long seed) {
        Draws draws = new Draws(seed).of("killers");
        List<Inhabitant> killers = List.of(
                new Inhabitant(FrameworkKind.GREEDY, "one-" + draws.below(100), MANY_TASKS),
                new Inhabitant(FrameworkKind.GREEDY, "two-" + draws.below(100), MANY_TASKS));
        return scenario(1, killers, draws, List.of(), List.of()).with(WorldScenario.Behaviour.OF_AWS);
    }

    private static WorldScenario scenario(
            int instances,
            List<Inhabitant> frameworks,
            Draws draws,
            List<WorldScenario.Set> settings,
            List<WorldScenario.Event> events) {
        return new WorldScenario(
                Collections.nCopies(instances, InstanceSpec.of(4096, 8192)),
                frameworks,
                settings,
                draws.oneIn(2) ? WorldScenario.Behaviour.PLAIN : WorldScenario.Behaviour.OF_AWS,
                FaultSchedule.NONE,
                events,
                LENGTH);
    }
}
