package dev.isthmus.master.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/**
 * What tools take from the pages of whoever shows a cluster: dns/records/state.go of mesos-dns, and the Mesos CLI. The cluster has the agent {@code a1.example} at 10.0.0.7, and on it
 * the framework {@code n} runs the task {@code t} with one CPU.
 */
public final class ToolReading {

    /** Where pages are. */
    @FunctionalInterface
    public interface Pages {

        /** The page at a path. */
        FlatJson get(String path) throws IOException;
    }

    private ToolReading() {}

    /** The pages hold what is read of them. */
    public static void finds(Pages pages, String frameworkId) throws IOException {
        FlatJson state = pages.get("/master/state");
        assertThat(state.text("leader")).matches("master@127\\.0\\.0\\.1:\\d+");
        assertThat(state.text("frameworks/0/name")).isEqualTo("n");
        assertThat(state.text("frameworks/0/hostname")).isNotNull();
        String task = "frameworks/0/tasks/0/";
        assertThat(state.text(task + "id")).isEqualTo("t");
        assertThat(state.text(task + "name")).isEqualTo("t");
        assertThat(state.text(task + "framework_id"))
                .isEqualTo(state.text("frameworks/0/id"))
                .isEqualTo(frameworkId);
        assertThat(state.text(task + "slave_id")).isEqualTo(state.text("slaves/0/id"));
        assertThat(state.text(task + "state")).isEqualTo("TASK_RUNNING");
        assertThat(state.number(task + "resources/cpus")).isEqualTo(1);
        String running = task + "statuses/" + (state.size(task + "statuses") - 1);
        assertThat(state.text(running + "/state")).isEqualTo("TASK_RUNNING");
        assertThat(state.number(running + "/timestamp")).isPositive();
        assertThat(state.text(running + "/container_status/network_infos/0/ip_addresses/0/ip_address"))
                .isEqualTo("10.0.0.7");
        assertThat(state.text("slaves/0/hostname")).isEqualTo("a1.example");
        assertThat(state.text("slaves/0/pid")).matches("slave\\(1\\)@10\\.0\\.0\\.7:\\d+");
        assertThat(state.truth("slaves/0/active")).isTrue();
        FlatJson tasks = pages.get("/tasks");
        assertThat(tasks.text("tasks/0/executor_id")).isEmpty();
        assertThat(tasks.text("tasks/0/statuses/" + (tasks.size("tasks/0/statuses") - 1) + "/state"))
                .isEqualTo("TASK_RUNNING");
    }
}
