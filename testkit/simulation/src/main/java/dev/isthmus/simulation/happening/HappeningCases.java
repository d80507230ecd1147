package dev.isthmus.simulation.happening;

/** A method for each kind of happening; a dispatcher that lacks one does not compile. */
public interface HappeningCases<R> {

    R kill(Happening.Kill its);

    R absence(LongAbsence its);

    R freeze(Happening.Freeze its);

    R takeOver(Happening.TakeOver its);

    R freezeBeforeCall(Happening.FreezeBeforeCall its);

    R clockJump(Happening.ClockJump its);

    R toInstance(Happening.ToInstance its);

    R others(Happening.Others its);

    R join(Happening.Join its);

    R network(Happening.Network its);

    R journals(Happening.Journals its);

    R ofEvents(EventHappening its);

    R ofFargate(FargateHappening its);

    R ofGrowth(GrowthHappening its);

    R ofMaster(MasterHappening its);
}
