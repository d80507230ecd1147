package dev.isthmus.simulation.run;

import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.fargate.SlotSettings;
import dev.isthmus.ecs.growth.GrowthProvider;
import dev.isthmus.ecs.growth.GrowthSettings;
import dev.isthmus.ecs.sqs.QueueUrl;
import dev.isthmus.mesos.FrontendSettings;
import dev.isthmus.simulation.cluster.SimulatedCluster;
import dev.isthmus.simulation.eligible.GpusForThoseWhoCan;
import dev.isthmus.simulation.eligible.ReservedForItsRole;
import dev.isthmus.simulation.eligible.WithinConstraints;
import dev.isthmus.simulation.eligible.WorthAnOffer;
import dev.isthmus.simulation.law.AcknowledgedOnce;
import dev.isthmus.simulation.law.AnsweredInTime;
import dev.isthmus.simulation.law.BudgetKept;
import dev.isthmus.simulation.law.EverythingEnds;
import dev.isthmus.simulation.law.Fairness;
import dev.isthmus.simulation.law.InOrder;
import dev.isthmus.simulation.law.LedgerIsCluster;
import dev.isthmus.simulation.law.NobodyGivesUp;
import dev.isthmus.simulation.law.OneEnd;
import dev.isthmus.simulation.law.PromisedOnce;
import dev.isthmus.simulation.law.StartedOnce;
import dev.isthmus.simulation.observe.FrameworkIds;
import dev.isthmus.simulation.observe.InstanceHistory;
import dev.isthmus.simulation.observe.Observer;
import dev.isthmus.simulation.sharing.EvenlyShared;
import dev.isthmus.simulation.sharing.LeastShare;
import dev.isthmus.simulation.sharing.OneStream;
import dev.isthmus.simulation.sharing.PromisedToOne;
import dev.isthmus.simulation.sharing.QuotasKept;
import dev.isthmus.simulation.sharing.RemovedForGood;
import dev.isthmus.simulation.sharing.RoomFound;
import dev.isthmus.simulation.sharing.ServedInTime;
import dev.isthmus.simulation.truth.DeletedWhenTold;
import dev.isthmus.simulation.truth.DisconnectedTruly;
import dev.isthmus.simulation.truth.EndsKept;
import dev.isthmus.simulation.truth.EndsToldInTime;
import dev.isthmus.simulation.truth.Looks;
import dev.isthmus.simulation.truth.LossTold;
import dev.isthmus.simulation.truth.LostTruly;
import dev.isthmus.simulation.truth.OwnTasks;
import dev.isthmus.simulation.truth.ReconnectedInTime;
import dev.isthmus.simulation.truth.ReplacedIsStill;
import dev.isthmus.simulation.truth.ToldTruly;
import dev.isthmus.simulation.verdict.Court;
import dev.isthmus.testkit.ecs.fault.Fault;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The laws that hold in every world. */
final class Laws {

    /** How long a call or an event between a framework and its master can be on its way, with one thread of each that is late. */
    private static final Duration ON_ITS_WAY = Duration.ofMillis(200);

    private Laws() {}

    static List<Observer> all(
            Court court,
            SimulatedCluster cluster,
            List<Residence> residences,
            Settings settings,
            FaultSchedule faults,
            World.Backends backends,
            Supplier<Optional<Instant>> fairButForEvents) {
        Fairness fairness = new Fairness(court);
        FrameworkIds ids = new FrameworkIds();
        Supplier<Map<String, SortedSet<String>>> live = () -> {
            Map<String, SortedSet<String>> byFramework = new TreeMap<>();
            residences.forEach(
                    each -> byFramework.put(each.name(), each.framework().live()));
            return byFramework;
        };
        InstanceHistory history = new InstanceHistory(court::now);
        Looks looks = new Looks(
                settings.get(EcsSettings.POLL_IDLE),
                settings.get(EcsSettings.CALL_TIMEOUT),
                settings.get(EcsSettings.BUDGET_PERCENT),
                settings.get(QueueUrl.EVENTS).isPresent(),
                cluster);
        Duration timeout = settings.get(FrontendSettings.AGENT_TIMEOUT);
        List<Observer> laws = new ArrayList<>(List.of(
                fairness,
                ids,
                history,
                new PromisedOnce(court),
                new StartedOnce(court),
                new OneEnd(court),
                new AcknowledgedOnce(court, ids, backends == World.Backends.OF_A_MASTER ? ON_ITS_WAY : Duration.ZERO),
                new BudgetKept(court, settings.get(EcsSettings.BUDGET_PERCENT)),
                new InOrder(court),
                new LedgerIsCluster(court, fairness, cluster, live),
                new AnsweredInTime(
                        court,
                        fairness,
                        settings.get(GrowthSettings.GROWTH).stream()
                                .map(GrowthProvider::patience)
                                .max(Duration::compareTo)
                                .orElse(Duration.ZERO)),
                new EverythingEnds(court, cluster, live),
                new NobodyGivesUp(court),
                new OwnTasks(court),
                new EndsKept(court, fairness, ids),
                new ToldTruly(court, ids),
                new ReplacedIsStill(court, ids),
                new DisconnectedTruly(court, looks),
                new ReconnectedInTime(court, looks)));
        if (faults.rules().stream().noneMatch(rule -> Laws.showsWhatWas(rule.fault()))) {
            laws.add(new LostTruly(court, fairness, history, looks, timeout));
        }
        if (settings.get(FrontendSettings.SLAVE_LOST)) {
            laws.add(new LossTold(court, fairness, history, looks, timeout));
        }
        if (settings.get(QueueUrl.EVENTS).isPresent()) {
            laws.add(new EndsToldInTime(
                    court, fairness, fairButForEvents, cluster.queues(), live, settings.get(EcsSettings.POLL_IDLE)));
            if (backends == World.Backends.ONE_EACH) {
                laws.add(new DeletedWhenTold(court));
            }
        }
        return laws;
    }

    /** The laws that hold beside them where there is a master. */
    static List<Observer> ofMaster(Court court, Settings settings) {
        List<Observer> laws = new ArrayList<>(List.of(
                new PromisedToOne(court),
                new OneStream(court),
                new RemovedForGood(court),
                new RoomFound(court),
                new ReservedForItsRole(court),
                new GpusForThoseWhoCan(court),
                new WorthAnOffer(court),
                new WithinConstraints(court)));
        // What is there of Fargate is what a quota leaves just now.
        if (settings.get(SlotSettings.FARGATE).isEmpty()) {
            laws.addAll(ofSharing(court, settings));
        }
        return laws;
    }

    private static List<Observer> ofSharing(Court court, Settings settings) {
        List<Observer> laws =
                new ArrayList<>(List.of(new LeastShare(court), new QuotasKept(court), new EvenlyShared(court)));
        Duration timeout = settings.get(FrontendSettings.OFFER_TIMEOUT);
        if (!timeout.isZero()) {
            laws.add(new ServedInTime(court, timeout));
        }
        return laws;
    }

    private static boolean showsWhatWas(Fault fault) {
        return fault.fold(
                early -> false,
                read -> read.fold(stale -> true, older -> true, reordered -> false, repeated -> false),
                late -> false);
    }
}
