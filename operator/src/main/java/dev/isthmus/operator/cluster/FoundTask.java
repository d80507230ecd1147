package dev.isthmus.operator.cluster;

import dev.isthmus.ecs.call.TaskFilter;
import dev.isthmus.ecs.view.InstanceView;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.operator.settings.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds a task by the id that its framework gave it, or by its id or ARN in ECS. */
public final class FoundTask {

    private FoundTask() {}

    /**
     * Those that go by this name, the newest first; ECS is asked for those that run, and if there is none, for those that ended.
     *
     * @param framework only those of this framework, if it is given
     */
    public static List<ToldTask> of(AskedCluster cluster, String name, Optional<String> framework)
            throws CommandFailure, InterruptedException {
        List<ToldTask> live = among(cluster.tasks(TaskFilter.RUNNING), name, framework);
        return live.isEmpty() ? among(cluster.tasks(TaskFilter.STOPPED), name, framework) : live;
    }

    /** Why a name that no task of Isthmus goes by might seem to be one: it is of another framework than was named, or of nobody of Isthmus. */
    public static Optional<String> mistaken(AskedCluster cluster, String name, Optional<String> framework)
            throws CommandFailure, InterruptedException {
        List<TaskView> views = new ArrayList<>(cluster.tasks(TaskFilter.RUNNING));
        views.addAll(cluster.tasks(TaskFilter.STOPPED));
        List<String> owners = among(views, name, Optional.empty()).stream()
                .map(told -> told.task().framework().value())
                .distinct()
                .toList();
        if (!owners.isEmpty()) {
            return framework.map(named -> "task '" + name + "' is of framework " + String.join(", ", owners)
                    + ", and not of '" + named + "'");
        }
        return views.stream()
                .filter(view ->
                        List.of(view.arn(), InstanceView.idOf(view.arn())).contains(name))
                .findFirst()
                .map(view -> "task '" + name + "' is of no framework of Isthmus: it has no mark of one");
    }

    private static List<ToldTask> among(List<TaskView> views, String name, Optional<String> framework) {
        return views.stream()
                .flatMap(view -> view.each().stream())
                .flatMap(view -> ToldTask.of(view).stream())
                .filter(told -> goesBy(told, name))
                .filter(told ->
                        framework.map(told.task().framework().value()::equals).orElse(true))
                .sorted((one, other) -> created(other).compareTo(created(one)))
                .toList();
    }

    private static boolean goesBy(ToldTask told, String name) {
        return Stream.of(
                        told.task().task().value(),
                        told.view().arn(),
                        InstanceView.idOf(told.view().arn()))
                .anyMatch(name::equals);
    }

    private static String created(ToldTask told) {
        return told.view().times().createdAt().map(Object::toString).orElse("");
    }

    /**
     * The one task of this name.
     *
     * @throws CommandFailure if there is none, or several
     */
    public static ToldTask one(AskedCluster cluster, String name, Optional<String> framework)
            throws CommandFailure, InterruptedException {
        List<ToldTask> found = of(cluster, name, framework);
        if (found.isEmpty()) {
            Optional<String> mistaken = mistaken(cluster, name, framework);
            if (mistaken.isPresent()) {
                throw CommandFailure.wrong(mistaken.get(), "another task was meant", "./isthmus tasks --all");
            }
            throw CommandFailure.wrong(
                    "ECS knows no task '" + name + "' in cluster "
                            + cluster.target().clusterName(),
                    "it waits for an offer, ended more than an hour ago, or is of another cluster",
                    "./isthmus tasks --all",
                    "./isthmus why " + name + " --log <the driver's log>");
        }
        List<String> frameworks = found.stream()
                .map(told -> told.task().framework().value())
                .distinct()
                .toList();
        if (frameworks.size() > 1) {
            throw CommandFailure.wrong(
                    "frameworks " + frameworks + " each have a task '" + name + "'",
                    "",
                    "say which: --framework " + frameworks.get(0));
        }
        return found.get(0);
    }
}
