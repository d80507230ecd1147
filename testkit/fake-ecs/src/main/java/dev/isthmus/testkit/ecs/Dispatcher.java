package dev.isthmus.testkit.ecs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.isthmus.testkit.ecs.budget.RequestBudgets;
import dev.isthmus.testkit.ecs.fault.CallSubject;
import dev.isthmus.testkit.ecs.fault.EarlyFault;
import dev.isthmus.testkit.ecs.fault.Fault;
import dev.isthmus.testkit.ecs.fault.FaultPlayer;
import dev.isthmus.testkit.ecs.fault.LateFault;
import dev.isthmus.testkit.ecs.operation.EcsModel;
import dev.isthmus.testkit.ecs.operation.Operation;
import dev.isthmus.testkit.ecs.operation.Operations;
import dev.isthmus.testkit.ecs.wire.ModelCodec;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import dev.isthmus.testkit.ecs.wire.WireHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.EcsRequest;
import software.amazon.awssdk.services.ecs.model.EcsResponse;
import software.amazon.awssdk.services.ecs.model.Task;

/** From the wire to the model: reads the request, plays a fault on it, does the work, writes it down. */
final class Dispatcher implements WireHandler, CallSubject.Cluster {
    private final ModelShell shell;
    private final FakeTime time;
    private final FaultPlayer faults;
    private final ResponseFaults distortion;
    private final CallLog calls;
    private final RequestBudgets budgets;

    Dispatcher(
            ModelShell shell,
            FakeTime time,
            FaultPlayer faults,
            ResponseFaults distortion,
            CallLog calls,
            RequestBudgets budgets) {
        this.shell = shell;
        this.time = time;
        this.faults = faults;
        this.distortion = distortion;
        this.calls = calls;
        this.budgets = budgets;
    }

    /** A request that was read, or why it could not be. */
    private record Reading(
            @Nullable Operation operation,
            @Nullable EcsRequest request,
            @Nullable ServiceError error) {}

    @Override
    public Answer handle(String name, String body) {
        Reading reading = read(name, body);
        Optional<EcsRequest> request = Optional.ofNullable(reading.request);
        Duration begun = time.sinceStart();
        Optional<FaultPlayer.Met> met = faults.meet(new CallSubject(name, request, this), begun);
        Optional<Fault> fault = met.map(FaultPlayer.Met::fault);
        CallLog.Entry entry = calls.open(time.clock(), begun, name, request, fault);
        Answer answer = answer(name, reading, met, entry);
        entry.ends(time.sinceStart());
        return answer;
    }

    private static Reading read(String name, String body) {
        try {
            Operation operation = Operations.named(name).orElseThrow(() -> Operations.refusal(name));
            return new Reading(operation, operation.decode(ModelCodec.parse(body)), null);
        } catch (ServiceError e) {
            return new Reading(null, null, e);
        }
    }

    private Answer answer(String name, Reading reading, Optional<FaultPlayer.Met> met, CallLog.Entry entry) {
        Supplier<Answer> answer = () -> truly(name, reading, met, entry);
        if (met.isEmpty()) {
            return answer.get();
        }
        return met.get()
                .fault()
                .fold(early -> early(early, entry, answer), read -> answer.get(), late -> late(late, answer.get()));
    }

    private Answer early(EarlyFault fault, CallLog.Entry entry, Supplier<Answer> answer) {
        return fault.fold(
                refuse -> refused(entry, new ServiceError(refuse.code(), refuse.status(), refuse.message(), Map.of())),
                drop -> {
                    entry.failed(RecordedCall.DROPPED, null);
                    return new Answer.Dropped();
                },
                delay -> {
                    entry.waits();
                    return pass(delay.duration()) ? answer.get() : new Answer.Dropped();
                },
                jump -> {
                    time.jump(jump.by());
                    return answer.get();
                });
    }

    private Answer late(LateFault fault, Answer answer) {
        return fault.fold(
                delay -> pass(delay.duration()) ? answer : new Answer.Dropped(), lose -> new Answer.Dropped());
    }

    private Answer truly(String name, Reading reading, Optional<FaultPlayer.Met> met, CallLog.Entry entry) {
        // Before the request is looked at, as at the door of the API; a fault of the test goes before it.
        Optional<ServiceError> error =
                budgets.refusal(name, time.steady()).or(() -> Optional.ofNullable(reading.error));
        return error.isPresent() ? refused(entry, error.get()) : work(name, reading, met, entry);
    }

    /** Done and written down in one step, so that the log has the calls in the order in which the model saw them. */
    private Answer work(String name, Reading reading, Optional<FaultPlayer.Met> met, CallLog.Entry entry) {
        Operation operation = java.util.Objects.requireNonNull(reading.operation, name);
        EcsRequest request = java.util.Objects.requireNonNull(reading.request, name);
        return shell.call(model -> {
            try {
                EcsResponse truth = operation.apply(model, request);
                EcsResponse response = met.map(m -> distortion.of(m, time.steady(), request, truth))
                        .orElse(truth);
                ObjectNode encoded = ModelCodec.encode(response);
                entry.worked(response);
                return new Answer.Json(200, encoded);
            } catch (ServiceError e) {
                return refused(entry, e);
            }
        });
    }

    private static Answer refused(CallLog.Entry entry, ServiceError error) {
        entry.failed(error.code(), error.text());
        return new Answer.Json(error.status(), ModelCodec.encode(error));
    }

    @Override
    public List<Task> tasks() {
        return shell.call(EcsModel::tasks);
    }

    @Override
    public List<ContainerInstance> instances() {
        return shell.call(EcsModel::instances);
    }

    /** False if the fake is closed meanwhile. */
    private boolean pass(Duration duration) {
        CountDownLatch passed = new CountDownLatch(1);
        time.after(duration, passed::countDown);
        try {
            passed.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
