package dev.isthmus.bench.work;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.CommandInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.status.Statuses;
import dev.isthmus.simulation.framework.Tasks;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.LongSupplier;

/** What the Mesos side does for a status update: on one agent a task is launched, starts, runs and ends, and each update is acknowledged. Not thread-safe. */
public final class UpdateWork {

    /** How many updates a task has. */
    public static final int UPDATES = 3;

    private final FrontendCluster cluster = new FrontendCluster();
    private final AgentId agent = FrontendCluster.agent(0).id();
    private Offer offer;
    private long tasks;
    private long uuids;

    /** A cluster of one agent, which is offered. */
    public UpdateWork() {
        offer = cluster.begin(1).get(0);
    }

    /** The life of one task with its {@value #UPDATES} updates; then its agent is offered anew. */
    public TaskStatus life() {
        TaskStatus last = updates(launch());
        offerAnew();
        return last;
    }

    /** The life of one task; by how much something that is counted has grown with its updates alone. */
    public long updating(LongSupplier counted) {
        LaunchedTask task = launch();
        long before = counted.getAsLong();
        updates(task);
        long grown = counted.getAsLong() - before;
        offerAnew();
        return grown;
    }

    /** The {@value #UPDATES} updates of one task, each told and acknowledged; the last one. */
    private TaskStatus updates(LaunchedTask task) {
        told(task, new TaskPhase.Starting());
        told(task, new TaskPhase.Running(List.of("10.0.0.9"), Optional.empty()));
        return told(task, new TaskPhase.Ended(Ending.EXITED, OptionalInt.of(0), true, "exited"));
    }

    /** A second passes, and what the task has left is offered. */
    private void offerAnew() {
        offer = cluster.second().get(0);
    }

    /** A task is launched on the agent, and the backend has answered. */
    private LaunchedTask launch() {
        Offer.Operation launch = Offer.Operation.newBuilder()
                .setType(Offer.Operation.Type.LAUNCH)
                .setLaunch(Offer.Operation.Launch.newBuilder().addTaskInfos(nextTask()))
                .build();
        Launch launched = cluster.step(new Call.Accept(List.of(offer.getId().getValue()), List.of(launch), 0)).stream()
                .filter(Output.Launch.class::isInstance)
                .map(output -> ((Output.Launch) output).launch())
                .findFirst()
                .orElseThrow();
        cluster.step(new Input.LaunchAnswered(launched.task().launch(), new LaunchOutcome.Launched("arn")));
        return launched.task();
    }

    private TaskStatus told(LaunchedTask task, TaskPhase phase) {
        TaskStatus status = cluster.step(new Input.TaskChanged(new TaskEvent(task, phase, cluster.now()))).stream()
                .filter(Callback.Update.class::isInstance)
                .map(output -> ((Callback.Update) output).status())
                .findFirst()
                .orElseThrow();
        cluster.step(new Call.Acknowledge(status));
        return status;
    }

    /** The baseline: the message of one update. */
    public TaskStatus message() {
        return Statuses.reliable(
                        new TaskId("task"),
                        "task",
                        agent,
                        TaskState.TASK_RUNNING,
                        TaskStatus.Source.SOURCE_EXECUTOR,
                        new UUID(1, uuids++),
                        cluster.now())
                .build();
    }

    private TaskInfo nextTask() {
        return TaskInfo.newBuilder()
                .setName("task")
                .setTaskId(TaskID.newBuilder().setValue("task-" + tasks++))
                .setSlaveId(SlaveID.newBuilder().setValue(offer.getSlaveId().getValue()))
                .addResources(Tasks.scalar("cpus", 0.5))
                .addResources(Tasks.scalar("mem", 128))
                .setCommand(CommandInfo.newBuilder().setValue("true"))
                .build();
    }
}
