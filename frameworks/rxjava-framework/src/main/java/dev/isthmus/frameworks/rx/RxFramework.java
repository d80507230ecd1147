package dev.isthmus.frameworks.rx;

import com.mesosphere.mesos.rx.java.SinkOperation;
import com.mesosphere.mesos.rx.java.SinkOperations;
import com.mesosphere.mesos.rx.java.protobuf.ProtobufMesosClientBuilder;
import com.mesosphere.mesos.rx.java.protobuf.SchedulerCalls;
import com.mesosphere.mesos.rx.java.util.UserAgentEntries;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.Protos.Value;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;
import rx.Observable;
import rx.subjects.PublishSubject;

/**
 * Launches tasks that end by themselves, one that it kills and one that its teardown ends, two on each offer. Prints what it has seen and ends with 0 once
 * the master has closed its stream.
 */
public final class RxFramework {

    private static final FrameworkID ID =
            FrameworkID.newBuilder().setValue("rx-trial").build();
    private static final List<String> SHORT = List.of("short-1", "short-2", "short-3");
    private static final String KILLED = "killed";
    private static final String LEFT = "left";
    private static final int TASKS_AN_OFFER = 2;

    private final Queue<String> waiting = new ArrayDeque<>(SHORT);
    private final Set<String> launched = new TreeSet<>();
    private final Set<String> running = new TreeSet<>();
    private final Set<String> finished = new TreeSet<>();
    private final Set<String> killed = new TreeSet<>();
    private final PublishSubject<Call> later = PublishSubject.create();
    private int unacknowledged;

    private RxFramework() {
        waiting.addAll(List.of(KILLED, LEFT));
    }

    /** Runs it; its argument is the URI of the master's API. */
    public static void main(String[] arguments) throws Throwable {
        RxFramework framework = new RxFramework();
        ProtobufMesosClientBuilder.schedulerUsingProtos()
                .mesosUri(URI.create(arguments[0]))
                .applicationUserAgentEntry(UserAgentEntries.literal("trial", "1"))
                .subscribe(SchedulerCalls.subscribe(ID, "root", "rx-trial", 60))
                .processStream(framework::process)
                .build()
                .openStream()
                .await();
        System.out.println(framework.result());
        // Netty's threads would go on.
        System.exit(0);
    }

    private String result() {
        return "RESULT launched " + launched.size() + ", running " + running.size() + ", finished " + finished.size()
                + ", killed " + killed.size();
    }

    private Observable<Optional<SinkOperation<Call>>> process(Observable<Event> events) {
        return events.doOnTerminate(later::onCompleted)
                .concatMap(event -> Observable.from(answer(event)))
                .mergeWith(later.map(SinkOperations::sink))
                .map(Optional::of);
    }

    private synchronized List<SinkOperation<Call>> answer(Event event) {
        return switch (event.getType()) {
            case OFFERS ->
                event.getOffers().getOffersList().stream()
                        .map(this::use)
                        .map(SinkOperations::sink)
                        .toList();
            case UPDATE -> take(event.getUpdate().getStatus());
            default -> {
                System.out.println("is told " + event.getType());
                yield List.of();
            }
        };
    }

    private Call use(Offer offer) {
        List<TaskInfo> tasks = new ArrayList<>();
        while (tasks.size() < TASKS_AN_OFFER && !waiting.isEmpty()) {
            String task = waiting.remove();
            launched.add(task);
            tasks.add(task(task, offer.getAgentId()));
        }
        if (tasks.isEmpty()) {
            return SchedulerCalls.decline(ID, List.of(offer.getId()));
        }
        return Call.newBuilder()
                .setFrameworkId(ID)
                .setType(Call.Type.ACCEPT)
                .setAccept(Call.Accept.newBuilder()
                        .addOfferIds(offer.getId())
                        .addOperations(Offer.Operation.newBuilder()
                                .setType(Offer.Operation.Type.LAUNCH)
                                .setLaunch(Offer.Operation.Launch.newBuilder().addAllTaskInfos(tasks))))
                .build();
    }

    private static TaskInfo task(String name, AgentID agent) {
        return TaskInfo.newBuilder()
                .setName(name)
                .setTaskId(TaskID.newBuilder().setValue(name))
                .setAgentId(agent)
                .setCommand(CommandInfo.newBuilder().setValue(SHORT.contains(name) ? "sleep 0.5" : "sleep 600"))
                .addResources(scalar("cpus", 0.1))
                .addResources(scalar("mem", 32))
                .build();
    }

    private static Resource scalar(String name, double value) {
        return Resource.newBuilder()
                .setName(name)
                .setRole("*")
                .setType(Value.Type.SCALAR)
                .setScalar(Value.Scalar.newBuilder().setValue(value))
                .build();
    }

    private List<SinkOperation<Call>> take(TaskStatus status) {
        String task = status.getTaskId().getValue();
        System.out.println(task + " is " + status.getState());
        List<SinkOperation<Call>> calls = new ArrayList<>();
        switch (status.getState()) {
            case TASK_RUNNING -> {
                if (running.add(task) && task.equals(KILLED)) {
                    calls.add(SinkOperations.sink(Call.newBuilder()
                            .setFrameworkId(ID)
                            .setType(Call.Type.KILL)
                            .setKill(Call.Kill.newBuilder().setTaskId(status.getTaskId()))
                            .build()));
                }
            }
            case TASK_FINISHED -> finished.add(task);
            case TASK_KILLED -> killed.add(task);
            default -> {}
        }
        if (status.hasUuid()) {
            unacknowledged++;
            calls.add(SinkOperations.sink(
                    SchedulerCalls.ackUpdate(ID, status.getUuid(), status.getAgentId(), status.getTaskId()),
                    this::acknowledged));
        }
        return calls;
    }

    /** An acknowledgement has been answered; after the last one there is nothing left to do but to go. */
    private void acknowledged() {
        if (allIsDone()) {
            later.onNext(Call.newBuilder()
                    .setFrameworkId(ID)
                    .setType(Call.Type.TEARDOWN)
                    .build());
        }
    }

    private synchronized boolean allIsDone() {
        unacknowledged--;
        return unacknowledged == 0
                && running.size() == SHORT.size() + 2
                && finished.size() == SHORT.size()
                && killed.size() == 1;
    }
}
