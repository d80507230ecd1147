package dev.isthmus.ecs.engine;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.CallFailure.Done;
import dev.isthmus.ecs.call.EcsApi;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.EcsOperation;
import dev.isthmus.ecs.step.Rig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Calls that are answered by a scripted ECS after a set latency. */
public final class ScriptedRig extends Rig {

    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    public final List<EcsCall<?>> begun = new ArrayList<>();
    public Duration latency = Duration.ofMillis(10);
    /** Operations that take longer. */
    public final Map<EcsOperation, Duration> slow = new EnumMap<>(EcsOperation.class);

    /** Which calls are refused, and how, beside those that are to fail next. */
    public Function<EcsCall<?>, Optional<CallFailure>> refusing = call -> Optional.empty();

    private final EcsApi api;
    private final Set<EcsOperation> garbled = EnumSet.noneOf(EcsOperation.class);
    private final Map<EcsOperation, Deque<Fault>> faults = new EnumMap<>(EcsOperation.class);
    /** A failure, and whether the work is done all the same. */
    public record Fault(CallFailure failure, boolean effect) {}

    public ScriptedRig(EcsApi api) {
        super(START);
        this.api = api;
    }

    /** The next call of an operation fails after it has done its work. */
    public void loseAnswer(EcsOperation operation) {
        fail(operation, new Fault(CallFailure.of(Category.TRANSIENT, "", Done.MAYBE, "the answer was lost"), true));
    }

    /** The next call of an operation is lost before it does its work, which nobody can know. */
    public void loseCall(EcsOperation operation) {
        fail(operation, new Fault(CallFailure.of(Category.TRANSIENT, "", Done.MAYBE, "the call was lost"), false));
    }

    /** The next call of an operation is refused. */
    public void refuse(EcsOperation operation, Category category, String code, String message) {
        fail(operation, new Fault(CallFailure.of(category, code, Done.NO, message), false));
    }

    /** The next call of an operation is answered by nothing that makes sense. */
    public void garble(EcsOperation operation) {
        garbled.add(operation);
    }

    private void fail(EcsOperation operation, Fault fault) {
        faults.computeIfAbsent(operation, any -> new ArrayDeque<>()).add(fault);
    }

    /** Nothing fails any more. */
    public void clearFaults() {
        faults.clear();
    }

    public long count(EcsOperation operation) {
        return begun.stream().filter(call -> call.operation() == operation).count();
    }

    @Override
    protected <T> void begin(EcsCall<T> call, Consumer<Answer<T>> then) {
        begun.add(call);
        Answer<T> answer = answer(call);
        in(slow.getOrDefault(call.operation(), latency), () -> then.accept(answer));
    }

    private <T> Answer<T> answer(EcsCall<T> call) {
        Optional<CallFailure> refused = refusing.apply(call);
        if (refused.isPresent()) {
            return new Answer.Failed<>(refused.get());
        }
        if (garbled.remove(call.operation())) {
            return new Answer.Ok<>(null);
        }
        Deque<Fault> waiting = faults.getOrDefault(call.operation(), new ArrayDeque<>());
        if (waiting.isEmpty()) {
            return new Answer.Ok<>(call.on(api));
        }
        Fault fault = waiting.remove();
        if (fault.effect()) {
            call.on(api);
        }
        return new Answer.Failed<>(fault.failure());
    }
}
