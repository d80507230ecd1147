package dev.isthmus.simulation.planted;

import dev.isthmus.api.backend.Fence;
import dev.isthmus.simulation.Between;
import dev.isthmus.simulation.planted.backend.ContactLostAtOnce;
import dev.isthmus.simulation.planted.backend.ContactNotRegained;
import dev.isthmus.simulation.planted.backend.DisconnectedTakenForGone;
import dev.isthmus.simulation.planted.backend.EndForgotten;
import dev.isthmus.simulation.planted.backend.GivenBackTwice;
import dev.isthmus.simulation.planted.backend.GoneNotTold;
import dev.isthmus.simulation.planted.backend.QuotaIgnored;
import dev.isthmus.simulation.planted.backend.RecoveredTooSoon;
import dev.isthmus.simulation.planted.backend.VanishedTooSoon;
import dev.isthmus.simulation.planted.calls.ContendedTakenForFinal;
import dev.isthmus.simulation.planted.calls.ExitCodeOfAnother;
import dev.isthmus.simulation.planted.calls.ForeignTaskAdopted;
import dev.isthmus.simulation.planted.calls.FreeAtStopping;
import dev.isthmus.simulation.planted.calls.LostStartRepeated;
import dev.isthmus.simulation.planted.calls.LostStartTakenForNotDone;
import dev.isthmus.simulation.planted.calls.ReadsNotBatched;
import dev.isthmus.simulation.planted.calls.SideContainerCounts;
import dev.isthmus.simulation.planted.calls.StartAnswerForgotten;
import dev.isthmus.simulation.planted.calls.StartHeldBeyondItsDeadline;
import dev.isthmus.simulation.planted.calls.StartedByType;
import dev.isthmus.simulation.planted.calls.StopNeverAnswered;
import dev.isthmus.simulation.planted.calls.StopNotSent;
import dev.isthmus.simulation.planted.journal.EndsNotRecalled;
import dev.isthmus.simulation.planted.journal.WritesLost;
import dev.isthmus.simulation.planted.journal.WrittenMuchLater;
import dev.isthmus.simulation.planted.queue.DeletedBeforeApplied;
import dev.isthmus.simulation.planted.queue.MissingNotMissed;
import dev.isthmus.simulation.planted.queue.NewerByArrival;
import dev.isthmus.simulation.planted.queue.SilenceBelieved;
import dev.isthmus.simulation.planted.queue.StoppingTakenForStopped;
import dev.isthmus.simulation.planted.told.AcknowledgedBeforeTold;
import dev.isthmus.simulation.planted.told.AcknowledgedThoughItThrew;
import dev.isthmus.simulation.planted.told.AnswersHeldTooLong;
import dev.isthmus.simulation.planted.told.EndsToldAgain;
import dev.isthmus.simulation.planted.told.LostAfterEnd;
import dev.isthmus.simulation.planted.told.RescindDropped;
import dev.isthmus.simulation.planted.told.StartingAfterRunning;
import java.util.List;

/** The bugs that are planted. */
final class PlantedBugs {

    static final List<PlantedBug> ALL = List.of(
            new PlantedBug(
                    "a start is made again instead of looked up",
                    "R-WD-02",
                    Family.START_TASK_UNANSWERED,
                    60,
                    Between.calls(LostStartTakenForNotDone::new)),
            new PlantedBug(
                    "a start whose answer is lost is made again",
                    "R-WD-02",
                    Family.START_TASK_UNANSWERED,
                    60,
                    Between.calls(LostStartRepeated::new)),
            new PlantedBug(
                    "what is in flight is forgotten",
                    "R-WD-07",
                    Family.ANY,
                    3,
                    Between.calls(StartAnswerForgotten::new)),
            new PlantedBug(
                    "a start waits beyond its deadline",
                    "R-WD-07",
                    Family.ANY,
                    3,
                    Between.calls(StartHeldBeyondItsDeadline::new)),
            new PlantedBug(
                    "a stop is answered and not sent", "R-WD-08", Family.ANY, 81, Between.calls(StopNotSent::new)),
            new PlantedBug(
                    "a stop is never answered", "R-WD-08", Family.ANY, 12, Between.calls(StopNeverAnswered::new)),
            new PlantedBug(
                    "the end of a side container counts",
                    "R-WD-03",
                    Family.ANY,
                    4,
                    Between.calls(SideContainerCounts::new)),
            new PlantedBug(
                    "the exit code of a side container counts",
                    "R-WD-13",
                    Family.ANY,
                    1,
                    Between.calls(ExitCodeOfAnother::new)),
            new PlantedBug(
                    "a driver takes over without a fence",
                    "R-WD-14",
                    Family.TAKEN_OVER,
                    10,
                    Between.fence(real -> Fence.NONE)),
            new PlantedBug(
                    "the task of another framework is adopted",
                    "R-WD-11",
                    Family.TWO_FRAMEWORKS,
                    2,
                    Between.calls(ForeignTaskAdopted::new)),
            new PlantedBug("reads are not batched", "R-WD-05", Family.ANY, 2, Between.calls(ReadsNotBatched::new)),
            new PlantedBug(
                    "a contended registration is final",
                    "R-WD-13",
                    Family.ANY,
                    15,
                    Between.calls(ContendedTakenForFinal::new)),
            new PlantedBug("an end, and then lost", "R-WD-03", Family.ANY, 2, Between.callbacks(LostAfterEnd::new)),
            new PlantedBug(
                    "starting is told after running",
                    "R-WD-06",
                    Family.ANY,
                    2,
                    Between.callbacks(StartingAfterRunning::new)),
            new PlantedBug("an end is told again", "R-WD-04", Family.ANY, 7, Between.callbacks(EndsToldAgain::new)),
            new PlantedBug("a rescind is dropped", "R-WD-01", Family.ANY, 2, Between.callbacks(RescindDropped::new)),
            new PlantedBug(
                    "acknowledged before the callback",
                    "R-WD-04",
                    Family.ANY,
                    1,
                    Between.callbacks(AcknowledgedBeforeTold::new)),
            new PlantedBug(
                    "acknowledged though the callback failed",
                    "R-WD-07",
                    Family.ANY,
                    19,
                    Between.callbacks(AcknowledgedThoughItThrew::new)),
            new PlantedBug(
                    "answers are held too long", "R-WD-08", Family.ANY, 1, Between.callbacks(AnswersHeldTooLong::new)),
            new PlantedBug(
                    "resources are given back twice", "R-WD-01", Family.ANY, 0, Between.backend(GivenBackTwice::new)),
            new PlantedBug(
                    "reconciliation is answered before recovery",
                    "R-WD-13",
                    Family.ANY,
                    2,
                    Between.backend(RecoveredTooSoon::new)),
            new PlantedBug(
                    "a task that was not seen for a while is gone",
                    "R-WD-03",
                    Family.ANY,
                    4,
                    Between.backend(VanishedTooSoon::new)),
            new PlantedBug(
                    "an agent that disconnects is gone",
                    "R-WD-15",
                    Family.AGENT_AWAY,
                    25,
                    Between.backend(DisconnectedTakenForGone::new)),
            new PlantedBug(
                    "an agent that is gone is not told of",
                    "R-WD-16",
                    Family.AGENT_GONE,
                    1,
                    Between.backend(GoneNotTold::new)),
            new PlantedBug(
                    "the cluster is lost at once", "R-WD-17", Family.ANY, 3, Between.backend(ContactLostAtOnce::new)),
            new PlantedBug(
                    "the cluster stays lost", "R-WD-18", Family.CUT_OFF, 24, Between.backend(ContactNotRegained::new)),
            new PlantedBug("an end is forgotten", "R-WD-07", Family.ANY, 4, Between.backend(EndForgotten::new)),
            new PlantedBug(
                    "a write of the journal is lost", "R-WD-12", Family.ANY, 1, Between.journal(WritesLost::new)),
            new PlantedBug(
                    "the journal is written long after the callback",
                    "R-WD-12",
                    Family.ANY,
                    1,
                    Between.journal(WrittenMuchLater::new)),
            new PlantedBug(
                    "acknowledged ends are not recalled",
                    "R-WD-04",
                    Family.ANY,
                    1,
                    Between.journal(EndsNotRecalled::new)),
            new PlantedBug(
                    "the event that comes last is the newest",
                    "R-WD-33",
                    Family.HEARS,
                    174,
                    Between.queue(NewerByArrival::new)),
            new PlantedBug(
                    "an event is deleted before it is applied",
                    "R-WD-34",
                    Family.HEARS_LATE,
                    322,
                    Between.queue(DeletedBeforeApplied::new)),
            new PlantedBug(
                    "a queue that does not answer is taken for empty",
                    "R-WD-33",
                    Family.HEARS_OF_NO_QUEUE,
                    459,
                    Between.queue(SilenceBelieved::new)),
            PlantedBug.whereEventsAreMissed(
                    "events that do not come are not missed", "R-WD-33", 249, new MissingNotMissed()),
            new PlantedBug(
                    "an event of what stops is taken for its end",
                    "R-WD-30",
                    Family.HEARS_OF_SLOTS,
                    293,
                    Between.queue(StoppingTakenForStopped::new)),
            new PlantedBug(
                    "a slot is free when its task is being stopped",
                    "R-WD-30",
                    Family.SLOTS,
                    1,
                    Between.calls(FreeAtStopping::new)),
            new PlantedBug(
                    "the quota of slots is ignored",
                    "R-WD-31",
                    Family.SLOTS_WITHIN_QUOTA,
                    67,
                    Between.backend(QuotaIgnored::new)),
            PlantedBug.whereProvidersGrow(
                    "a task does not count for the provider of its instance",
                    "R-WD-32",
                    27,
                    Between.calls(StartedByType::new)));

    private PlantedBugs() {}
}
