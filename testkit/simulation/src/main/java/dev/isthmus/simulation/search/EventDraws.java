package dev.isthmus.simulation.search;

import dev.isthmus.simulation.cluster.NetworkWeather;
import dev.isthmus.simulation.happening.Happening;
import dev.isthmus.simulation.happening.Happening.InstanceEvent;
import dev.isthmus.simulation.journal.JournalDisk;
import dev.isthmus.simulation.run.WorldScenario.Event;
import dev.isthmus.simulation.time.Draws;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Draws what happens to a world from outside, and when. */
final class EventDraws {

    private static final List<InstanceEvent> INSTANCE_EVENTS = List.of(InstanceEvent.values());
    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final Duration FURTHEST_JUMP = Duration.ofHours(2);
    private static final Duration START = Duration.ofMillis(1500);
    private static final Duration SOON = Duration.ofSeconds(12);
    private static final int MOST = 24;
    private static final int KINDS = 20;

    private final Draws draws;
    private final Duration duration;
    private final int instances;
    private final int frameworks;
    private final boolean ofMaster;

    EventDraws(Draws draws, Duration duration, int instances, int frameworks, boolean ofMaster) {
        this.draws = draws;
        this.duration = duration;
        this.instances = instances;
        this.frameworks = frameworks;
        this.ofMaster = ofMaster;
    }

    List<Event> events() {
        List<Event> events = new ArrayList<>();
        int count = draws.below(MOST);
        for (int i = 0; i < count; i++) {
            events.add(new Event(time(events), happening()));
        }
        return events;
    }

    /** At any time, or at the very start, or soon after something else, as what goes wrong rarely comes alone. */
    private Duration time(List<Event> before) {
        int which = draws.below(4);
        if (which == 0) {
            return draws.upTo(shorter(START, duration));
        }
        if (which <= 2 && !before.isEmpty()) {
            Duration at = before.get(draws.below(before.size())).at();
            return at.plus(draws.upTo(shorter(SOON, duration.minus(at))));
        }
        return draws.upTo(duration);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Happening happening() {
        int framework = process();
        Duration length = draws.between(Duration.ofMillis(500), LONGEST);
        return switch (draws.below(KINDS)) {
            case 0, 1, 2 -> new Happening.Kill(framework, draws.between(1, 40));
            case 3 -> new Happening.Freeze(framework, length);
            case 4, 5 -> new Happening.FreezeBeforeCall(framework, length);
            case 6, 7 -> new Happening.TakeOver(framework, draws.oneIn(2) ? Duration.ZERO : length);
            case 8 -> new Happening.ClockJump(framework, draws.between(FURTHEST_JUMP.negated(), FURTHEST_JUMP));
            case 9, 10, 11 -> new Happening.Network(network(), length);
            case 12, 13 -> new Happening.Journals(disk(), length);
            case 14 -> new Happening.Join(1024 * draws.between(1, 8), 2048 * draws.between(1, 8));
            case 15, 16 ->
                new Happening.Others(
                        draws.below(instances), 256 * draws.between(1, 8), 256 * draws.between(1, 8), length);
            default ->
                new Happening.ToInstance(
                        draws.below(instances), INSTANCE_EVENTS.get(draws.below(INSTANCE_EVENTS.size())));
        };
    }

    private int process() {
        int drawn = draws.below(ofMaster ? frameworks + 1 : frameworks);
        return drawn == frameworks ? Happening.ToProcess.MASTER : drawn;
    }

    private NetworkWeather network() {
        return switch (draws.below(6)) {
            case 0 -> NetworkWeather.FAIR.cut(true);
            case 1 -> NetworkWeather.FAIR.losing(draws.between(10, 300), 0);
            case 2 -> NetworkWeather.FAIR.losing(0, draws.between(10, 300));
            case 3 ->
                NetworkWeather.FAIR.slow(
                        draws.between(50, 500), draws.between(Duration.ofSeconds(1), Duration.ofSeconds(15)));
            case 4 -> NetworkWeather.FAIR.ec2(draws.oneIn(2) ? NetworkWeather.Ec2.LATE : NetworkWeather.Ec2.DENIES);
            default ->
                NetworkWeather.FAIR
                        .losing(50, 50)
                        .slow(100, Duration.ofSeconds(5))
                        .ec2(draws.oneIn(2) ? NetworkWeather.Ec2.LATE : NetworkWeather.Ec2.DENIES);
        };
    }

    private JournalDisk disk() {
        return switch (draws.below(3)) {
            case 0 -> JournalDisk.FAIR.full(true);
            case 1 -> JournalDisk.FAIR.syncing(Duration.ofMillis(10), Duration.ofSeconds(3));
            default -> JournalDisk.FAIR.unreachable(true);
        };
    }
}
