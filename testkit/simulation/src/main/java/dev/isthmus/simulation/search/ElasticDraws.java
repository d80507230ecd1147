package dev.isthmus.simulation.search;

import dev.isthmus.ecs.fargate.SlotSettings;
import dev.isthmus.ecs.growth.GrowthSettings;
import dev.isthmus.ecs.sqs.QueueUrl;
import dev.isthmus.simulation.cluster.NetworkWeather;
import dev.isthmus.simulation.happening.EventHappening;
import dev.isthmus.simulation.happening.FargateHappening;
import dev.isthmus.simulation.happening.GrowthHappening;
import dev.isthmus.simulation.happening.Happening;
import dev.isthmus.simulation.happening.LongAbsence;
import dev.isthmus.simulation.run.WorldScenario;
import dev.isthmus.simulation.run.WorldScenario.Event;
import dev.isthmus.simulation.time.Draws;
import dev.isthmus.testkit.ecs.cluster.FargateProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Draws whether drivers hear events, offer slots on Fargate and let capacity providers grow, and what happens to these. All by draws of its own, so that a world without either is what it would be if
 * there were no such thing.
 */
final class ElasticDraws {

    private static final String QUEUE = "https://sqs.us-east-1.amazonaws.com/123456789012/events";
    private static final List<String> SIZES =
            List.of("cpus=0.25;mem=512", "cpus=0.5;mem=1024", "cpus=1;mem=2048", "cpus=2;mem=4096", "cpus=4;mem=8192");
    private static final Duration LONGEST = Duration.ofMinutes(3);
    /** ECS forgets an end after an hour. */
    private static final Duration LEAST_AWAY = Duration.ofMinutes(50);

    private static final Duration MOST_AWAY = Duration.ofMinutes(80);
    private static final int ONE_IN = 4;
    private static final int MOST = 6;

    private final Draws draws;
    private final Duration duration;
    private final boolean hears;
    private final boolean hasSlots;
    private final boolean grows;
    private final boolean mayBeAway;

    /**
     * Draws what there is.
     *
     * @param mayBeAway whether the processes of the framework may be away for long: of one that is not alone, the others would go on for as long
     */
    ElasticDraws(Draws draws, Duration duration, boolean mayBeAway) {
        this.mayBeAway = mayBeAway;
        this.draws = draws;
        this.duration = duration;
        this.hears = draws.of("hears").oneIn(ONE_IN);
        this.hasSlots = draws.of("has slots").oneIn(ONE_IN);
        this.grows = draws.of("grows").oneIn(ONE_IN);
    }

    /** What is set for it; nothing in most worlds. */
    List<WorldScenario.Set> settings() {
        List<WorldScenario.Set> settings = new ArrayList<>();
        if (hears) {
            settings.add(new WorldScenario.Set(QueueUrl.EVENTS.name(), QUEUE));
        }
        if (hasSlots) {
            settings.add(new WorldScenario.Set(SlotSettings.FARGATE.name(), slots(draws.of("slots"))));
            settings.add(new WorldScenario.Set("ISTHMUS_SUBNETS", "subnet-1"));
        }
        if (grows) {
            settings.add(new WorldScenario.Set(GrowthSettings.GROWTH.name(), growth(draws.of("growth"))));
        }
        return settings;
    }

    private static String growth(Draws draws) {
        int slots = draws.between(1, 3);
        int cpus = draws.between(1, 4);
        return "provider=workers;slots=" + slots + ";max=" + draws.between(slots, 6) + ";cpus=" + cpus + ";mem="
                + 2048 * cpus + ";wait=" + draws.between(30, 180) + "s";
    }

    private static String slots(Draws draws) {
        StringBuilder slots = new StringBuilder("slots=" + draws.between(1, 6));
        slots.append(';').append(SIZES.get(draws.below(SIZES.size())));
        if (draws.oneIn(2)) {
            slots.append(";quota=").append(draws.between(1, 8));
        }
        if (draws.oneIn(3)) {
            slots.append(";spot=").append(draws.between(1, 3));
            slots.append(draws.oneIn(2) ? ";spot-quota=" + draws.between(1, 4) : "");
        }
        return slots.toString();
    }

    /** What happens to events and to Fargate, where there is such a thing. */
    List<Event> events() {
        List<Event> events = new ArrayList<>();
        if (hears) {
            events.addAll(some(
                    draws.of("events"),
                    (its, length) -> new EventHappening(
                            any(its, EventHappening.Kind.values()), its.between(100, 1000), length)));
        }
        if (hasSlots) {
            events.addAll(some(
                    draws.of("fargate"),
                    (its, length) -> new FargateHappening(
                            any(its, FargateHappening.Kind.values()),
                            any(its, FargateProvider.values()),
                            its.between(1, 3),
                            length)));
        }
        return events;
    }

    /** What happens to capacity providers that grow. */
    List<Event> ofGrowth() {
        if (!grows) {
            return List.of();
        }
        return some(
                draws.of("growth faults"),
                (its, length) -> its.oneIn(8)
                        ? new Happening.Network(NetworkWeather.FAIR.ec2(NetworkWeather.Ec2.LATE), length)
                        : new GrowthHappening(any(its, GrowthHappening.Kind.values()), length));
    }

    private List<Event> some(Draws its, BiFunction<Draws, Duration, Happening> happening) {
        List<Event> events = new ArrayList<>();
        for (int count = its.below(MOST); count > 0; count--) {
            Duration length = its.between(Duration.ofSeconds(5), LONGEST);
            events.add(new Event(its.upTo(duration), happening.apply(its, length)));
        }
        return events;
    }

    /** What is drawn apart, in fair weather too: that no event comes for long, and that nobody is there to hear of ends until the cluster may have forgotten them. */
    List<Event> longOnes() {
        List<Event> events = new ArrayList<>();
        Draws silence = draws.of("silence");
        if (hears && silence.oneIn(2)) {
            events.add(new Event(
                    silence.upTo(duration.dividedBy(8)),
                    new EventHappening(
                            silence.oneIn(2) ? EventHappening.Kind.RULE_DISABLED : EventHappening.Kind.QUEUE_REFUSED,
                            1000,
                            silence.between(duration.dividedBy(2), duration))));
        }
        Draws absence = draws.of("absence");
        if (hears && mayBeAway && absence.oneIn(3)) {
            events.add(new Event(
                    absence.upTo(duration),
                    new LongAbsence(0, absence.between(LEAST_AWAY, MOST_AWAY), absence.below(40))));
        }
        return events;
    }

    private static <T> T any(Draws draws, T[] kinds) {
        return kinds[draws.below(kinds.length)];
    }
}
