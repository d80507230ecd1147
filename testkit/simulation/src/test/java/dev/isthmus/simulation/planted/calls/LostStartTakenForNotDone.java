package dev.isthmus.simulation.planted.calls;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.sdk.EcsCalls;
import dev.isthmus.simulation.PassedCalls;
import dev.isthmus.simulation.time.ProcessTime;

/** A start whose answer was lost is taken for one that was never made: nobody looks it up before it is made again. */
public final class LostStartTakenForNotDone extends PassedCalls {

    /** Over the real one. */
    public LostStartTakenForNotDone(ProcessTime process, EcsCalls real) {
        super(real);
    }

    @Override
    protected <T> Answer<T> answered(EcsCall<T> call, Answer<T> answer) {
        return answer.fold(
                ok -> ok,
                failed -> call instanceof EcsCall.Start && failed.failure().lost()
                        ? new Answer.Failed<>(CallFailure.of(
                                failed.failure().category(),
                                failed.failure().code(),
                                CallFailure.Done.NO,
                                failed.failure().message()))
                        : failed);
    }
}
