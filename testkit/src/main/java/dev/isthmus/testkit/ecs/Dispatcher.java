package dev.isthmus.testkit.ecs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.isthmus.testkit.ecs.budget.RequestBudgets;
import dev.isthmus.testkit.ecs.cluster.Operation;
import dev.isthmus.testkit.ecs.cluster.Operations;
import dev.isthmus.testkit.ecs.wire.ModelCodec;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import dev.isthmus.testkit.ecs.wire.WireHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import software.amazon.awssdk.services.ecs.model.EcsRequest;

/** From the wire to the model: reads the request, plays a fault on it, does the work, writes it down. */
final class Dispatcher implements WireHandler {
    private final ModelShell shell;
    private final FakeTime time;
    private final FaultQueue faults;
    private final CallLog calls;
    private final RequestBudgets budgets;

    Dispatcher(ModelShell shell, FakeTime time, FaultQueue faults, CallLog calls, RequestBudgets budgets) {
        this.shell = shell;
        this.time = time;
        this.faults = faults;
        this.calls = calls;
        this.budgets = budgets;
    }

    @Override
    public Answer handle(String name, String body) {
        Optional<Fault> fault = faults.take(name);
        Optional<EcsRequest> request = Optional.empty();
        try {
            Operation operation = Operations.named(name).orElseThrow(() -> Operations.refusal(name));
            EcsRequest decoded = operation.decode(ModelCodec.parse(body));
            request = Optional.of(decoded);
            if (fault.isPresent() && fault.get() instanceof Fault.Refuse refuse) {
                throw new ServiceError(refuse.code(), refuse.status(), refuse.message(), java.util.Map.of());
            }
            if (fault.isPresent() && fault.get() instanceof Fault.DropConnection) {
                calls.add(time.now(), name, request, "DROPPED", fault);
                return new Answer.Dropped();
            }
            Optional<ServiceError> throttled = budgets.refusal(name, time.now());
            if (throttled.isPresent()) {
                throw throttled.get();
            }
            ObjectNode answer = shell.call(model -> {
                // Written down in the order in which the model sees the calls.
                try {
                    ObjectNode encoded = ModelCodec.encode(operation.apply(model, decoded));
                    calls.add(time.now(), name, Optional.of(decoded), CallLog.OK, fault);
                    return encoded;
                } catch (ServiceError e) {
                    calls.add(time.now(), name, Optional.of(decoded), e.code(), fault);
                    throw new Worked(e);
                }
            });
            return deliver(new Answer.Json(200, answer), fault);
        } catch (Worked e) {
            return deliver(new Answer.Json(e.error.status(), ModelCodec.encode(e.error)), fault);
        } catch (ServiceError e) {
            calls.add(time.now(), name, request, e.code(), fault);
            return deliver(new Answer.Json(e.status(), ModelCodec.encode(e)), fault);
        }
    }

    private Answer deliver(Answer answer, Optional<Fault> fault) {
        if (fault.isPresent() && fault.get() instanceof Fault.LoseAnswer) {
            return new Answer.Dropped();
        }
        if (fault.isPresent() && fault.get() instanceof Fault.Delay delay && !pass(delay.duration())) {
            return new Answer.Dropped();
        }
        return answer;
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

    /** An error of the work itself, written down already. */
    private static final class Worked extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final ServiceError error;

        Worked(ServiceError error) {
            super(error);
            this.error = error;
        }
    }
}
