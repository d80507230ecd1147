package dev.isthmus.simulation.planted;

import dev.isthmus.api.backend.Fence;
import dev.isthmus.simulation.Between;
import dev.isthmus.simulation.planted.journal.EndsNotRecalled;
import dev.isthmus.simulation.planted.journal.WritesLost;
import dev.isthmus.simulation.planted.master.OfferedToTwo;
import dev.isthmus.simulation.planted.master.OldStreamKept;
import dev.isthmus.simulation.planted.master.RemovedTakenAgain;
import dev.isthmus.simulation.planted.master.RescindsLost;
import dev.isthmus.simulation.planted.master.WeightsForgotten;
import java.util.List;

/** The bugs that are planted in the masters of worlds whose frameworks are clients of one. */
final class MasterBugs {

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
                    43,
                    () -> Between.machine(WeightsForgotten::new)),
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
