package dev.isthmus.simulation.planted;

import dev.isthmus.api.backend.Fence;
import dev.isthmus.simulation.Between;
import dev.isthmus.simulation.planted.backend.StoppingTakenForFree;
import dev.isthmus.simulation.planted.journal.EndsNotRecalled;
import dev.isthmus.simulation.planted.journal.WritesLost;
import dev.isthmus.simulation.planted.master.FirstServedAlone;
import dev.isthmus.simulation.planted.master.NestedWeightsForgotten;
import dev.isthmus.simulation.planted.master.OfferedToTwo;
import dev.isthmus.simulation.planted.master.OffersToTheLastLost;
import dev.isthmus.simulation.planted.master.OldStreamKept;
import dev.isthmus.simulation.planted.master.QuotasForgotten;
import dev.isthmus.simulation.planted.master.RemovedTakenAgain;
import dev.isthmus.simulation.planted.master.RescindsLost;
import dev.isthmus.simulation.planted.master.ReservedToAnother;
import dev.isthmus.simulation.planted.master.TermsForgotten;
import dev.isthmus.simulation.planted.master.WeightsForgotten;
import dev.isthmus.simulation.run.WorldScenario;
import dev.isthmus.simulation.sharing.SharingWorlds;
import java.util.List;
import java.util.function.LongFunction;

/** The bugs that are planted in the masters of worlds whose frameworks are clients of one. */
final class MasterBugs {

    private static final LongFunction<WorldScenario> QUOTAS = SharingWorlds::ofQuotas;
    private static final LongFunction<WorldScenario> TAKERS = SharingWorlds::ofTakers;
    private static final LongFunction<WorldScenario> KILLERS = SharingWorlds::ofKillers;
    private static final LongFunction<WorldScenario> TERMS = SharingWorlds::ofTerms;
    private static final LongFunction<WorldScenario> KEEPERS = SharingWorlds::ofKeepers;

    static final List<PlantedBug> ALL = List.of(
            PlantedBug.inMaster(
                    "a master offers the same to two",
                    "R-WD-19",
                    Family.ANY,
                    0,
                    () -> Between.machine(OfferedToTwo::new)),
            PlantedBug.inMaster(
                    "a master loses rescinds", "R-WD-19", Family.ANY, 0, () -> Between.machine(RescindsLost::new)),
            PlantedBug.inMaster(
                    "a master forgets weights",
                    "R-WD-20",
                    Family.WEIGHED,
                    59,
                    () -> Between.machine(WeightsForgotten::new)),
            PlantedBug.inMaster(
                    "a master forgets weights below the top of the tree",
                    "R-WD-20",
                    TERMS,
                    14,
                    () -> Between.machine(NestedWeightsForgotten::new)),
            PlantedBug.inMaster(
                    "a master offers what is reserved to another role",
                    "R-WD-40",
                    TERMS,
                    1,
                    () -> Between.machine(ReservedToAnother::new)),
            PlantedBug.inMaster(
                    "a master offers GPUs to all",
                    "R-WD-41",
                    TERMS,
                    1,
                    () -> Between.machine(TermsForgotten::gpusForAll)),
            PlantedBug.inMaster(
                    "a master heeds no minimum offers",
                    "R-WD-42",
                    TERMS,
                    0,
                    () -> Between.machine(TermsForgotten::anythingIsEnough)),
            PlantedBug.inMaster(
                    "a master heeds no constraints",
                    "R-WD-43",
                    TERMS,
                    1,
                    () -> Between.machine(TermsForgotten::unconstrained)),
            PlantedBug.inMaster(
                    "a master forgets quotas", "R-WD-23", QUOTAS, 0, () -> Between.machine(QuotasForgotten::new)),
            PlantedBug.inMaster(
                    "a master leaves out all but the first",
                    "R-WD-24",
                    TAKERS,
                    0,
                    () -> Between.machine(FirstServedAlone::new)),
            PlantedBug.inMaster(
                    "a master does not tell of offers",
                    "R-WD-25",
                    KEEPERS,
                    0,
                    () -> Between.machine(OffersToTheLastLost::new)),
            PlantedBug.inMaster(
                    "a master takes what is being stopped for free",
                    "R-WD-26",
                    KILLERS,
                    0,
                    () -> Between.backend(StoppingTakenForFree::new)),
            PlantedBug.inMaster(
                    "a master keeps the old stream",
                    "R-WD-21",
                    Family.ANY,
                    0,
                    () -> Between.exchange(new OldStreamKept()::of)),
            PlantedBug.inMaster(
                    "a master takes who was removed",
                    "R-WD-22",
                    Family.TORN_DOWN,
                    16,
                    () -> Between.journal(RemovedTakenAgain::new)),
            PlantedBug.inMaster(
                    "a master does not recall acknowledged ends",
                    "R-WD-04",
                    Family.ANY,
                    0,
                    () -> Between.journal(EndsNotRecalled::new)),
            PlantedBug.inMaster(
                    "a master loses a write of its journal",
                    "R-WD-12",
                    Family.ANY,
                    1,
                    () -> Between.journal(WritesLost::new)),
            PlantedBug.inMaster(
                    "a master takes over without a fence",
                    "R-WD-14",
                    Family.TAKEN_OVER,
                    4,
                    () -> Between.fence(real -> Fence.NONE)));

    private MasterBugs() {}
}
