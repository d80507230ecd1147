package dev.isthmus.simulation.search;

import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.simulation.happening.Happening;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.observe.Observer;
import dev.isthmus.simulation.run.World;
import dev.isthmus.simulation.run.WorldScenario;
import dev.isthmus.testkit.ecs.fault.FaultCount;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Counts what a world meets, and in which phases its frameworks are then. What lasts for a while is counted when it begins, and at each call meanwhile. */
final class CoverageWatch implements Observer {

    /** Counted when the process ends, which it does before one of its activities from then on. */
    private static final Set<FaultKind> OF_ENDS = Set.of(FaultKind.KILLED, FaultKind.AWAY);

    private final Coverage coverage = new Coverage();
    private final World world;
    private final Map<String, PhaseWatch> byName = new HashMap<>();
    private final List<PhaseWatch> frameworks = new ArrayList<>();
    private final List<WorldScenario.Inhabitant> inhabitants;
    private final Deque<WorldScenario.Event> coming = new ArrayDeque<>();
    private final List<Lasting> lasting = new ArrayList<>();
    private final Map<Integer, FaultKind> ends = new HashMap<>();
    private final boolean faulty;
    private long[] played = new long[0];

    private record Lasting(Set<FaultKind> kinds, Duration until) {}

    CoverageWatch(World world, WorldScenario scenario) {
        this.world = world;
        this.inhabitants = scenario.frameworks();
        for (WorldScenario.Inhabitant each : inhabitants) {
            PhaseWatch watch = new PhaseWatch();
            byName.put(each.name(), watch);
            frameworks.add(watch);
        }
        scenario.events().stream()
                .sorted(Comparator.comparing(WorldScenario.Event::at))
                .forEach(coming::add);
        this.faulty = !scenario.faults().rules().isEmpty();
    }

    Coverage coverage() {
        return coverage;
    }

    private PhaseWatch of(DriverLife life) {
        return byName.computeIfAbsent(life.framework(), unknown -> new PhaseWatch());
    }

    private void count(FaultKind kind, PhaseWatch framework) {
        coverage.add(kind, framework.phases(world.elapsed()));
    }

    private void countForAll(FaultKind kind) {
        frameworks.forEach(each -> count(kind, each));
    }

    /** What was due by now is counted with the phases of the moment, before what comes of it has been seen. */
    private void events() {
        while (!coming.isEmpty() && coming.peek().at().compareTo(world.elapsed()) <= 0) {
            Happening what = coming.remove().what();
            Set<FaultKind> kinds = FaultKind.of(what);
            if (what.isToMaster()) {
                kinds.forEach(kind -> countForAll(kind.ofMaster()));
            } else if (!Collections.disjoint(kinds, OF_ENDS)) {
                int framework = what.onlyTo().orElseThrow() % frameworks.size();
                kinds.forEach(kind -> ends.put(framework, kind));
            } else {
                kinds.forEach(kind -> victims(what).forEach(each -> count(kind, each)));
            }
            boolean lasts = what.onlyTo().isEmpty() && !what.lastsFor().isZero();
            if (lasts) {
                lasting.add(new Lasting(kinds, world.elapsed().plus(what.lastsFor())));
            }
        }
    }

    private List<PhaseWatch> victims(Happening what) {
        OptionalInt only = what.onlyTo();
        return only.isPresent() ? List.of(frameworks.get(only.getAsInt() % frameworks.size())) : frameworks;
    }

    @Override
    public void began(DriverLife life) {
        events();
        of(life).began(life);
    }

    @Override
    public void ended(DriverLife life) {
        events();
        PhaseWatch framework = of(life);
        FaultKind why = ends.remove(frameworks.indexOf(framework));
        if (why != null) {
            count(why, framework);
        }
        framework.ended(life);
    }

    @Override
    public void registered(DriverLife life, String frameworkId) {
        of(life).connected(life, world.elapsed());
    }

    @Override
    public void answered(DriverLife life, List<String> offerIds, List<TaskInfo> tasks) {
        of(life).launched(tasks);
    }

    @Override
    public void killAsked(DriverLife life, String taskId) {
        of(life).killAsked(taskId);
    }

    @Override
    public void told(DriverLife life, TaskStatus status) {
        of(life).told(status);
    }

    @Override
    public void called(DriverLife life, String operation) {
        Duration now = world.elapsed();
        lasting.removeIf(each -> each.until().compareTo(now) < 0);
        for (Lasting each : lasting) {
            each.kinds().forEach(kind -> {
                if (life.isOfMaster()) {
                    countForAll(kind);
                } else {
                    count(kind, of(life));
                }
            });
        }
    }

    @Override
    public void stepped() {
        events();
        if (faulty) {
            List<FaultCount> counts = world.cluster().faults();
            if (played.length != counts.size()) {
                played = new long[counts.size()];
            }
            for (int i = 0; i < counts.size(); i++) {
                long now = counts.get(i).played();
                if (now > played[i]) {
                    countForAll(FaultKind.of(counts.get(i).rule().fault()));
                }
                played[i] = now;
            }
        }
    }
}
