package dev.isthmus.mesos.machine.launch;

import dev.isthmus.api.launch.GroupLaunch;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.api.translation.Translation;
import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.Offer.Operation.LaunchGroup;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.mesos.offer.OutstandingOffer;
import dev.isthmus.mesos.resource.Demands;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import dev.isthmus.mesos.task.GroupChecks;
import dev.isthmus.mesos.task.GroupMembers;
import dev.isthmus.mesos.task.MesosTask;
import dev.isthmus.mesos.task.TaskSpecs;
import dev.isthmus.mesos.task.TaskTraits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Launches a group of tasks: all of them, or none, with an error for each (src/master/master.cpp, {@code Master::_accept}, LAUNCH_GROUP). */
final class GroupLaunching {

    private final FrameworkState state;
    private final LaunchAdmission admission;

    GroupLaunching(FrameworkState state, LaunchAdmission admission) {
        this.state = state;
        this.admission = admission;
    }

    /** A task of the group, ready to be launched. */
    private record Member(TaskInfo info, ResourcesByReservation demand, Taken taken, TaskSpec spec) {}

    /** A group that is not launched. */
    private static final class InvalidGroupException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String why;

        InvalidGroupException(String why) {
            super(why);
            this.why = why;
        }
    }

    /** Launches the group or refuses it, and returns the resources it takes. */
    ResourcesByReservation launch(LaunchGroup group, OutstandingOffer offer, ResourcesByReservation left) {
        if (group.getTaskGroup().getTasksCount() == 0) {
            state.outbox()
                    .warn("operation LAUNCH_GROUP on offer " + offer.id() + " is skipped: its group has no tasks");
            return ResourcesByReservation.none();
        }
        try {
            return request(
                    members(group, offer, left),
                    group.getExecutor().getExecutorId().getValue(),
                    offer);
        } catch (InvalidGroupException e) {
            group.getTaskGroup()
                    .getTasksList()
                    .forEach(task -> admission.refuse(task, Reason.REASON_TASK_GROUP_INVALID, e.why));
            return ResourcesByReservation.none();
        }
    }

    private List<Member> members(LaunchGroup group, OutstandingOffer offer, ResourcesByReservation left)
            throws InvalidGroupException {
        Optional<String> problem = GroupChecks.problem(
                group, state.framework().id().value(), offer.agent().value(), state.tasks());
        if (problem.isPresent()) {
            throw new InvalidGroupException(problem.get());
        }
        boolean isJoining = state.tasks()
                .executorsOn(offer.agent())
                .contains(group.getExecutor().getExecutorId().getValue());
        List<TaskInfo> tasks = GroupMembers.of(group, isJoining);
        List<Demands.Demand> demands = tasks.stream()
                .map(task -> Demands.read(task.getResourcesList(), offer.role()))
                .toList();
        List<Translation<Taken>> taken = new ArrayList<>();
        for (TaskInfo task : tasks) {
            taken.add(admission.take(task, demands.get(taken.size()), offer));
        }
        requireApart(ofEach(group, offer));
        Demands.Demand all = Demands.read(
                tasks.stream().flatMap(task -> task.getResourcesList().stream()).toList(), offer.role());
        requireFit(all, taken, left);
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            TaskInfo task = tasks.get(i);
            members.add(new Member(
                    task,
                    demands.get(i).portions(),
                    translated(taken.get(i), "Task '" + task.getTaskId().getValue() + "' is invalid: "),
                    translated(TaskSpecs.read(task), "")));
        }
        return members;
    }

    /** The resources that each task and the executor request. */
    private static List<Demands.Demand> ofEach(LaunchGroup group, OutstandingOffer offer) {
        return Stream.concat(
                        group.getTaskGroup().getTasksList().stream().map(TaskInfo::getResourcesList),
                        Stream.of(group.getExecutor().getResourcesList()))
                .map(resources -> Demands.read(resources, offer.role()))
                .toList();
    }

    /** Two of a group cannot have the same port. */
    private static void requireApart(List<Demands.Demand> demands) throws InvalidGroupException {
        for (int i = 0; i < demands.size(); i++) {
            for (var entry : demands.get(i).resources().quantities().entrySet()) {
                for (int j = 0; j < i; j++) {
                    Optional<Quantity> other = demands.get(j).resources().get(entry.getKey());
                    if (!(entry.getValue() instanceof Amount)
                            && other.isPresent()
                            && other.get().type().equals(entry.getValue().type())
                            && !other.get().minus(entry.getValue()).equals(other.get())) {
                        throw new InvalidGroupException(
                                "There are overlapping resources in the task group's task resources "
                                        + demands.stream()
                                                .map(Demands.Demand::resources)
                                                .toList()
                                        + " and/or executor resources: " + entry.getKey());
                    }
                }
            }
        }
    }

    private static void requireFit(Demands.Demand all, List<Translation<Taken>> taken, ResourcesByReservation left)
            throws InvalidGroupException {
        if (all.never().isEmpty() && left.contains(all.portions())) {
            return;
        }
        // What no translator takes is never offered either: then that is what the user needs to know.
        String cause = taken.stream()
                .flatMap(each -> each instanceof Translation.Refused<Taken> refused
                        ? Optional.of(": " + refused.message()).stream()
                        : Optional.<String>empty().stream())
                .findFirst()
                .orElse("");
        throw new InvalidGroupException("Total resources " + all.text()
                + " required by task group and its executor are more than available " + left + cause);
    }

    private static <T> T translated(Translation<T> translation, String prefix) throws InvalidGroupException {
        return translation.orElseThrow(message -> new InvalidGroupException(prefix + message));
    }

    private ResourcesByReservation request(List<Member> members, String executor, OutstandingOffer offer) {
        List<MesosTask> tracked = new ArrayList<>();
        List<Launch> launches = new ArrayList<>();
        TaskTraits.Group group =
                new TaskTraits.Group(admission.token(members.get(0).info(), offer), Optional.of(executor));
        for (Member member : members) {
            MesosTask task = admission.track(member.info(), offer, member.demand(), Optional.of(group));
            tracked.add(task);
            launches.add(admission.launch(task, member.taken(), member.spec()));
        }
        tracked.forEach(task -> task.group(tracked));
        state.outbox().add(new Output.LaunchGroup(new GroupLaunch(launches)));
        return members.stream().map(Member::demand).reduce(ResourcesByReservation.none(), ResourcesByReservation::plus);
    }
}
