package dev.isthmus.master.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.mesos.messages.v1.Protos.Offer;
import dev.isthmus.mesos.messages.v1.Protos.Resource;
import dev.isthmus.mesos.messages.v1.Protos.TaskInfo;
import dev.isthmus.mesos.messages.v1.Protos.TaskState;
import dev.isthmus.mesos.messages.v1.Protos.TaskStatus;
import dev.isthmus.mesos.messages.v1.Protos.Value;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What schedulers do in tests, over sockets. */
public final class SchedulerSteps {

    private SchedulerSteps() {}

    /** The task that is said to be running when all are asked for. */
    public static String runs(HttpScheduler scheduler) throws IOException {
        scheduler.call(Call.Type.RECONCILE, call -> {
            call.getReconcileBuilder();
            return call;
        });
        TaskStatus status = update(scheduler);
        assertThat(status.getState()).isEqualTo(TaskState.TASK_RUNNING);
        acknowledge(scheduler, status);
        return status.getTaskId().getValue();
    }

    /** Asks for a task that nobody has: the answer waits until the master knows what there is, and from then on the framework gets offers. */
    public static void awaitReady(HttpScheduler scheduler) throws IOException {
        scheduler.call(Call.Type.RECONCILE, call -> {
            call.getReconcileBuilder().addTasksBuilder().getTaskIdBuilder().setValue("nobody's");
            return call;
        });
        assertThat(update(scheduler).getTaskId().getValue()).isEqualTo("nobody's");
    }

    /** Waits until it is so. */
    public static void await(BooleanSupplier condition, String what) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - start)
                    .as("waiting for " + what)
                    .isLessThan(Duration.ofSeconds(60).toNanos());
            Thread.onSpinWait();
        }
    }

    /** The first of the next offers. */
    public static Offer offer(HttpScheduler scheduler) throws IOException {
        return scheduler.await(Event.Type.OFFERS).getOffers().getOffers(0);
    }

    static TaskStatus update(HttpScheduler scheduler) throws IOException {
        Event event = scheduler.next();
        while (event.getType() == Event.Type.HEARTBEAT || event.getType() == Event.Type.OFFERS) {
            event = scheduler.next();
        }
        assertThat(event.getType()).isEqualTo(Event.Type.UPDATE);
        return event.getUpdate().getStatus();
    }

    /** The next update, which is acknowledged. */
    public static TaskStatus acknowledged(HttpScheduler scheduler, TaskState state) throws IOException {
        TaskStatus status = update(scheduler);
        assertThat(status.getState()).isEqualTo(state);
        acknowledge(scheduler, status);
        return status;
    }

    static void acknowledge(HttpScheduler scheduler, TaskStatus status) throws IOException {
        if (!status.hasUuid()) {
            return;
        }
        assertThat(scheduler.call(Call.Type.ACKNOWLEDGE, call -> {
                    call.getAcknowledgeBuilder()
                            .setAgentId(status.getAgentId())
                            .setTaskId(status.getTaskId())
                            .setUuid(status.getUuid());
                    return call;
                }))
                .isEqualTo("202 ");
    }

    static void decline(HttpScheduler scheduler, Offer offer, double seconds) throws IOException {
        assertThat(scheduler.call(Call.Type.DECLINE, call -> {
                    call.getDeclineBuilder()
                            .addOfferIds(offer.getId())
                            .getFiltersBuilder()
                            .setRefuseSeconds(seconds);
                    return call;
                }))
                .isEqualTo("202 ");
    }

    static void launch(HttpScheduler scheduler, Offer offer, String task) throws IOException {
        accept(scheduler, offer, operation(offer, task).build());
    }

    static void accept(HttpScheduler scheduler, Offer offer, Offer.Operation operation) throws IOException {
        assertThat(scheduler.call(Call.Type.ACCEPT, call -> {
                    call.getAcceptBuilder()
                            .addOfferIds(offer.getId())
                            .addOperations(operation)
                            .getFiltersBuilder()
                            .setRefuseSeconds(3600);
                    return call;
                }))
                .isEqualTo("202 ");
    }

    /** Launches a task that takes one CPU. */
    static Offer.Operation.Builder operation(Offer offer, String task) {
        return operation(offer, task, 1, 128);
    }

    /** Launches a task that takes all CPUs and memory of the offer. */
    public static void takeAll(HttpScheduler scheduler, Offer offer, String task) throws IOException {
        accept(
                scheduler,
                offer,
                operation(offer, task, amount(offer, "cpus"), amount(offer, "mem"))
                        .build());
    }

    private static double amount(Offer offer, String name) {
        return offer.getResourcesList().stream()
                .filter(resource -> resource.getName().equals(name))
                .mapToDouble(resource -> resource.getScalar().getValue())
                .sum();
    }

    private static Offer.Operation.Builder operation(Offer offer, String task, double cpus, double mem) {
        TaskInfo.Builder info = TaskInfo.newBuilder().setName(task).setAgentId(offer.getAgentId());
        info.getTaskIdBuilder().setValue(task);
        info.getCommandBuilder().setValue("sleep 1000");
        for (List<Object> resource : List.<List<Object>>of(List.of("cpus", cpus), List.of("mem", mem))) {
            info.addResources(Resource.newBuilder()
                    .setName((String) resource.get(0))
                    .setType(Value.Type.SCALAR)
                    .setScalar(Value.Scalar.newBuilder().setValue((Double) resource.get(1))));
        }
        return Offer.Operation.newBuilder()
                .setType(Offer.Operation.Type.LAUNCH)
                .setLaunch(Offer.Operation.Launch.newBuilder().addTaskInfos(info));
    }
}
