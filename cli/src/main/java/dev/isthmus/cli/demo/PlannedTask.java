package dev.isthmus.cli.demo;

import java.util.ArrayList;
import java.util.List;
import org.apache.mesos.Protos.TaskState;

/**
 * A task of the demo.
 *
 * @param name its id too
 * @param line the shell line it runs
 * @param cpus in CPUs
 * @param mem in MiB
 * @param ports how many host ports it asks for
 * @param expected the state it is to end in; {@code TASK_KILLED} means that the framework kills it once it runs
 */
record PlannedTask(String name, String line, double cpus, double mem, int ports, TaskState expected) {

    /** The tasks of the demo: some finish, one fails, one has to be killed, one has a port of its own. */
    static List<PlannedTask> demo() {
        List<PlannedTask> tasks = new ArrayList<>();
        for (int i = 1; i <= 9; i++) {
            tasks.add(new PlannedTask("hello-" + i, "echo hello; sleep 1", 0.5, 128, 0, TaskState.TASK_FINISHED));
        }
        tasks.add(new PlannedTask("web", "echo port $PORT0; sleep 2", 0.5, 256, 1, TaskState.TASK_FINISHED));
        tasks.add(new PlannedTask("fails", "echo no luck >&2; exit 3", 0.25, 64, 0, TaskState.TASK_FAILED));
        tasks.add(new PlannedTask("endless", "sleep 600", 0.25, 64, 0, TaskState.TASK_KILLED));
        return List.copyOf(tasks);
    }
}
