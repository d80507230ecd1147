package dev.isthmus.simulation.search;

import static dev.isthmus.simulation.happening.Happening.ToProcess.MASTER;

import dev.isthmus.simulation.client.ClientWorld;
import dev.isthmus.simulation.happening.Happening;
import dev.isthmus.simulation.happening.MasterHappening;
import dev.isthmus.simulation.run.WorldScenario.Event;
import dev.isthmus.simulation.time.Draws;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Draws what happens to a master and its frameworks, and when. */
final class MasterEventDraws {

    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final int MOST = 12;
    private static final int KINDS = 14;

    private final Draws draws;
    private final Duration duration;
    private final int frameworks;

    MasterEventDraws(Draws draws, Duration duration, int frameworks) {
        this.draws = draws;
        this.duration = duration;
        this.frameworks = frameworks;
    }

    List<Event> events() {
        List<Event> events = new ArrayList<>();
        int count = draws.below(MOST);
        for (int i = 0; i < count; i++) {
            events.add(new Event(draws.upTo(duration), happening()));
        }
        return events;
    }

    private Happening happening() {
        int framework = draws.below(frameworks);
        Duration length = draws.between(Duration.ofMillis(500), LONGEST);
        String role = ClientWorld.ROLES.get(draws.below(ClientWorld.ROLES.size()));
        return switch (draws.below(KINDS)) {
            case 0, 1, 2 -> new Happening.Kill(MASTER, draws.between(1, 200));
            case 3 -> new Happening.Freeze(MASTER, length);
            case 4 -> new Happening.FreezeBeforeCall(MASTER, length);
            case 5 -> new Happening.TakeOver(MASTER, draws.oneIn(2) ? Duration.ZERO : length);
            case 6, 7 -> new MasterHappening.CutStream(framework);
            case 8 -> new MasterHappening.SubscribeStorm(framework, draws.between(1, 20));
            case 9 ->
                new MasterHappening.FailoverStorm(
                        framework, draws.between(2, 6), draws.between(Duration.ofMillis(1), Duration.ofSeconds(1)));
            case 10, 11 -> new MasterHappening.Weigh(role, draws.between(1, 20) / 4.0);
            case 12 ->
                new MasterHappening.SetQuota(
                        role, draws.oneIn(2) ? -1 : draws.between(2, 16), draws.oneIn(2) ? -1 : draws.between(1, 2));
            default -> new MasterHappening.TearDown(framework);
        };
    }
}
