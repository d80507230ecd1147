package dev.isthmus.testkit.ecs;

import dev.isthmus.testkit.ecs.control.Incoming;
import dev.isthmus.testkit.ecs.control.Outcome;
import dev.isthmus.testkit.ecs.control.Reception;
import dev.isthmus.testkit.ecs.fault.CallSubject;
import dev.isthmus.testkit.ecs.fault.FaultPlayer;
import dev.isthmus.testkit.ecs.operation.EcsModel;
import dev.isthmus.testkit.ecs.operation.Operation;
import dev.isthmus.testkit.ecs.operation.Operations;
import dev.isthmus.testkit.ecs.wire.ModelCodec;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import dev.isthmus.testkit.ecs.wire.WireHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.Task;

/** From the wire to the control plane and back: reads the request, waits where a fault says so, writes down what became of it. */
final class Dispatcher implements WireHandler, CallSubject.Cluster {
    private final ModelShell shell;
    private final FakeTime time;
    private final CallLog calls;

    Dispatcher(ModelShell shell, FakeTime time, CallLog calls) {
        this.shell = shell;
        this.time = time;
        this.calls = calls;
    }

    @Override
    public Answer handle(String name, String body) {
        Incoming incoming = read(name, body);
        Instant arrived = time.clock();
        Duration begun = time.sinceStart();
        Reception reception = arrive(incoming);
        CallLog.Entry entry = calls.open(arrived, begun, name, incoming.request(), reception.fault());
        Answer answer = answer(reception, entry);
        entry.ends(time.sinceStart());
        return answer;
    }

    private static Incoming read(String name, String body) {
        try {
            Operation operation = Operations.named(name).orElseThrow(() -> Operations.refusal(name));
            return Incoming.of(operation.decode(ModelCodec.parse(body)));
        } catch (ServiceError e) {
            return Incoming.unreadable(name, e);
        }
    }

    /** Conditions of faults look at the cluster, and ask predicates of tests: without the lock. */
    private Reception arrive(Incoming incoming) {
        CallSubject subject = new CallSubject(incoming.operation(), incoming.request(), this);
        List<FaultPlayer.Candidate> rules =
                shell.ask(plane -> plane.candidates(time.steady(), incoming.operation())).stream()
                        .filter(rule -> rule.fulfilledBy(subject))
                        .toList();
        return shell.ask(plane -> plane.arrive(incoming, rules));
    }

    private Answer answer(Reception reception, CallLog.Entry entry) {
        if (!reception.workAfter().isZero()) {
            entry.waits();
            if (!pass(reception.workAfter())) {
                return new Answer.Dropped();
            }
        }
        // Done and written down in one step, so that the log has the calls in the order in which the model saw them.
        Outcome outcome = shell.run(plane -> {
            Outcome result = plane.work(time.steady(), reception);
            write(result, entry);
            return result;
        });
        return outcome.after().isZero() || pass(outcome.after()) ? encoded(outcome) : new Answer.Dropped();
    }

    private static void write(Outcome outcome, CallLog.Entry entry) {
        outcome.match(
                answered -> entry.worked(answered.response()),
                refused -> entry.failed(refused.error().code(), refused.error().text()),
                lost -> lost.truth()
                        .ifPresentOrElse(truth -> write(truth, entry), () -> entry.failed(RecordedCall.DROPPED, null)));
    }

    private static Answer encoded(Outcome outcome) {
        return outcome.fold(
                answered -> new Answer.Json(200, ModelCodec.encode(answered.response())),
                refused -> new Answer.Json(refused.error().status(), ModelCodec.encode(refused.error())),
                lost -> new Answer.Dropped());
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
