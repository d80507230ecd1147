package dev.isthmus.simulation.planted.calls;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.sdk.EcsCalls;
import dev.isthmus.simulation.PassedCalls;
import dev.isthmus.simulation.time.ProcessTime;

/** A registration that fails for a moment is taken for one that is refused for good. */
public final class ContendedTakenForFinal extends PassedCalls {

    /** Over the real one. */
    public ContendedTakenForFinal(ProcessTime process, EcsCalls real) {
        super(real);
    }

    @Override
    protected <T> Answer<T> answered(EcsCall<T> call, Answer<T> answer) {
        return call instanceof EcsCall.RegisterDefinition
                ? answer.fold(ok -> ok, ContendedTakenForFinal::last)
                : answer;
    }

    private static <T> Answer<T> last(Answer.Failed<T> failed) {
        CallFailure failure = failed.failure();
        return failure.category() == Category.TRANSIENT
                ? new Answer.Failed<>(
                        CallFailure.of(Category.CALLER, failure.code(), CallFailure.Done.NO, failure.message()))
                : failed;
    }
}
