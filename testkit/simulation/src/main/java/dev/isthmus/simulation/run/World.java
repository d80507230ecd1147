package dev.isthmus.simulation.run;

import dev.isthmus.api.settings.Settings;
import dev.isthmus.simulation.cluster.EcsNetwork;
import dev.isthmus.simulation.cluster.NetworkWeather;
import dev.isthmus.simulation.cluster.SimulatedCluster;
import dev.isthmus.simulation.driver.BackendHost;
import dev.isthmus.simulation.driver.Drivers;
import dev.isthmus.simulation.driver.EmbeddedDrivers;
import dev.isthmus.simulation.driver.Surroundings;
import dev.isthmus.simulation.driver.Wrapping;
import dev.isthmus.simulation.happening.EventHappening;
import dev.isthmus.simulation.happening.Happening;
import dev.isthmus.simulation.happening.MasterStage;
import dev.isthmus.simulation.happening.WorldStage;
import dev.isthmus.simulation.journal.JournalDisk;
import dev.isthmus.simulation.journal.SimulatedJournals;
import dev.isthmus.simulation.observe.Observer;
import dev.isthmus.simulation.observe.Observers;
import dev.isthmus.simulation.process.SimulatedProcess;
import dev.isthmus.simulation.time.Draws;
import dev.isthmus.simulation.trace.Column;
import dev.isthmus.simulation.trace.Trace;
import dev.isthmus.simulation.verdict.Court;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The whole product in one thread under one seed: frameworks, drivers, backends, journals, the network and the cluster. */
public final class World implements WorldStage, AutoCloseable {

    /** How long a world goes on after its scenario, for everything to come to its end. */
    public static final Duration SETTLING = Duration.ofMinutes(8);

    private final long seed;
    private final WorldScenario scenario;
    private final ManualClock clock = new ManualClock();
    private final Observers observers = new Observers();
    private final Instant begin = clock.steady();
    private final Trace trace;
    private final Court court;
    private final SimulatedCluster cluster;
    private final EcsNetwork network;
    private final SimulatedJournals journals;
    private final Optional<BackendHost> host;
    private final Optional<MasterHousehold> household;
    private final List<Residence> residences = new ArrayList<>();
    private final ScenarioSlots slots;
    private final ScenarioGrowth growth;
    private final Disturbances disturbances;
    private long steps;

    /** A world that has not begun. */
    public World(long seed, WorldScenario scenario) {
        this(seed, scenario, Wrapping.NONE, Optional.empty());
    }

    /**
     * A world that has not begun.
     *
     * @param wrapping what is put between its parts
     * @param reader gets each line of the trace
     */
    public World(long seed, WorldScenario scenario, Wrapping wrapping, Optional<Consumer<String>> reader) {
        this(seed, scenario, Backends.ONE_EACH, wrapping, reader);
    }

    /** Who has which backend. */
    public enum Backends {
        /** Each driver has its own, in its own process, as embedded drivers have. */
        ONE_EACH,
        /** All frameworks have one in common, which goes on when their processes end, as those of a master have. */
        ONE_FOR_ALL,
        /** All frameworks are clients of one master, in a process of its own. */
        OF_A_MASTER
    }

    /**
     * A world that has not begun.
     *
     * @param backends who has which
     * @param wrapping what is put between its parts; of a backend that is common to all, between it and all of them
     * @param reader gets each line of the trace
     */
    public World(
            long seed,
            WorldScenario scenario,
            Backends backends,
            Wrapping wrapping,
            Optional<Consumer<String>> reader) {
        this.seed = seed;
        this.scenario = scenario;
        this.trace = new Trace(clock::steady, reader);
        this.court = new Court(clock::steady);
        Settings settings = ScenarioSettings.of(scenario);
        Draws draws = new Draws(seed);
        this.slots = new ScenarioSlots(settings);
        this.growth = new ScenarioGrowth(settings, draws.of("growth"));
        this.cluster = new SimulatedCluster(
                FakeEcsConfig.builder()
                        .pace(scenario.cluster().pace())
                        .consistency(scenario.cluster().consistency())
                        .budgets(scenario.cluster().budgets())
                        .fargate(slots.behaviour(scenario.cluster().pace()))
                        .build(),
                scenario.faults().withSeed(draws.of("faults").number()),
                scenario.cluster().failing(),
                clock,
                draws.of("cluster"),
                trace,
                observers);
        this.disturbances = new Disturbances(clock, cluster, observers);
        this.network = new EcsNetwork(clock, cluster);
        this.journals = new SimulatedJournals(draws.of("journals"), trace, observers);
        Laws.all(court, cluster, residences, settings, scenario.faults(), backends, disturbances::fairButForEventsSince)
                .forEach(observers::add);
        if (backends == Backends.OF_A_MASTER) {
            Laws.ofMaster(court, settings).forEach(observers::add);
        }
        // Of drivers that share slots, two may start a task on one at the same moment; they do not know of each other.
        if (backends != Backends.ONE_EACH || scenario.frameworks().size() == 1) {
            slots.laws(court).forEach(observers::add);
        }
        growth.laws(court, scenario.events()).forEach(observers::add);
        Surroundings alone =
                new Surroundings(clock, network, journals, settings, Optional.empty(), wrapping, observers, trace);
        this.host = backends != Backends.ONE_FOR_ALL
                ? Optional.empty()
                : Optional.of(new BackendHost(
                        alone,
                        draws.of("backend"),
                        fault -> court.broken(Residence.NO_FAULT, "a step of the backend failed: " + fault)));
        Surroundings around = alone.with(host);
        this.household = backends == Backends.OF_A_MASTER
                ? Optional.of(new MasterHousehold(around, draws.of("master"), court, residences, scenario::termsOf))
                : Optional.empty();
        Drivers drivers = household.<Drivers>map(MasterHousehold::clients).orElseGet(() -> new EmbeddedDrivers(around));
        for (WorldScenario.Inhabitant each : scenario.frameworks()) {
            residences.add(new Residence(
                    each.name(),
                    each.kind().make(each.name(), each.tasks()),
                    around,
                    drivers,
                    draws.of(each.name()),
                    court));
        }
    }

    /** Somebody more sees what happens, after the laws. */
    public void watch(Observer watcher) {
        observers.add(watcher);
    }

    /** How much time has passed in the world. */
    public Duration elapsed() {
        return Duration.between(begin, clock.steady());
    }

    /** Runs it from its start to its end, or until a law is broken. */
    public RunResult run() {
        scenario.instances().forEach(cluster::add);
        slots.agents().forEach(observers::instanceChanged);
        growth.agents().forEach(observers::instanceChanged);
        growth.groups().ifPresent(cluster::grow);
        disturbances.begin(!scenario.faults().rules().isEmpty());
        household.ifPresent(its -> its.master().begin());
        residences.forEach(Residence::begin);
        for (WorldScenario.Event event : scenario.events()) {
            var unused = clock.after(event.at(), () -> {
                trace.add(Column.OPERATOR, "", "event", event.what());
                disturbances.happens(event.what());
                event.what().happen(this);
                disturbances.judge();
            });
        }
        Instant start = clock.steady();
        var unused = clock.after(scenario.duration(), this::calm);
        Instant end = start.plus(scenario.duration())
                .plus(SETTLING)
                .plus(scenario.isUnnoticed() ? EventHappening.NET : Duration.ZERO);
        Instant back = start.plus(scenario.absence()).plus(SETTLING);
        end = back.isAfter(end) ? back : end;
        while (court.verdict().isEmpty()) {
            Instant next = clock.nextDue().orElse(Instant.MAX);
            if (next.isAfter(end)) {
                observers.over();
                break;
            }
            clock.advanceTo(next.isBefore(clock.instant()) ? clock.instant() : next);
            observers.stepped();
            steps++;
        }
        return new RunResult(
                seed,
                court.verdict(),
                Duration.between(start, clock.steady()),
                steps,
                trace.count(),
                trace.last(court.verdict().isPresent() ? Trace.KEPT : 0));
    }

    /** The scenario is over: all is fair from now on, and nothing is launched. */
    private void calm() {
        network.weather(NetworkWeather.FAIR);
        journals.disk(JournalDisk.FAIR);
        cluster.calm();
        household.flatMap(its -> its.master().process()).ifPresent(SimulatedProcess::thaw);
        for (Residence residence : residences) {
            residence.process().ifPresent(SimulatedProcess::thaw);
            residence.framework().stopLaunching();
        }
        trace.add(Column.OPERATOR, "", "calm", "");
        disturbances.calm();
        observers.launchingStopped();
    }

    @Override
    public SimulatedCluster cluster() {
        return cluster;
    }

    @Override
    public EcsNetwork network() {
        return network;
    }

    @Override
    public SimulatedJournals journals() {
        return journals;
    }

    private Residence framework(int number) {
        return residences.get(number % residences.size());
    }

    @Override
    public Optional<SimulatedProcess> process(int number) {
        return number == Happening.ToProcess.MASTER
                ? household.flatMap(its -> its.master().process())
                : framework(number).process().map(process -> process);
    }

    @Override
    public void startSecond(int number) {
        if (number == Happening.ToProcess.MASTER) {
            household.ifPresent(its -> its.master().begin());
        } else {
            framework(number).begin();
        }
    }

    @Override
    public void keepAway(int number, Duration length, int activities) {
        if (number != Happening.ToProcess.MASTER) {
            framework(number).stayAway(length, activities);
        }
    }

    @Override
    public Optional<MasterStage> master() {
        return household.map(its -> its);
    }

    @Override
    public void after(Duration delay, Runnable action) {
        var unused = clock.after(delay, action);
    }

    @Override
    public void close() {
        host.ifPresent(BackendHost::close);
        cluster.close();
    }
}
