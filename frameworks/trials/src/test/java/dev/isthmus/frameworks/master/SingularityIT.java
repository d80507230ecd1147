package dev.isthmus.frameworks.master;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.frameworks.trial.Trial;
import dev.isthmus.frameworks.trial.TrialCluster;
import dev.isthmus.frameworks.trial.TrialZooKeeper;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Singularity as HubSpot published it, over the master: protobuf in both directions, an id of its own making, the master's pages. */
class SingularityIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern STATE = Pattern.compile("\"lastTaskState\"\\s*:\\s*\"(\\w+)\"");

    @Test
    void requests_are_deployed_run_killed_and_found_in_its_history() throws Exception {
        Trial trial = Trial.begin("Singularity 1.5.0", "singularity-1.5");
        try (TrialCluster cluster = TrialCluster.start(trial.directory(), 2);
                TrialMaster master = TrialMaster.start(trial, cluster);
                TrialZooKeeper zooKeeper = TrialZooKeeper.start(trial);
                Singularity singularity = Singularity.start(trial, master, zooKeeper)) {
            request(singularity, "short", "ON_DEMAND", 1, "sleep 0.5");
            singularity.await("the deploy of short", () -> isActive(singularity, "short"));
            singularity.post("requests/request/short/run", "{}");
            singularity.await(
                    "the end of short", () -> states(singularity, "short").equals(List.of("TASK_FINISHED")));

            request(singularity, "worker", "WORKER", 2, "sleep 600");
            singularity.await("the deploy of worker", () -> isActive(singularity, "worker"));
            assertThat(cluster.running()).as(cluster::describe).hasSize(2);

            singularity.delete("requests/request/worker");
            singularity.await(
                    "the end of worker",
                    () -> states(singularity, "worker").equals(List.of("TASK_KILLED", "TASK_KILLED")));
            master.await("the end of all tasks", PATIENCE, cluster::hasEnded);
            assertThat(cluster.tasks())
                    .as(() -> cluster.describe() + master.tail())
                    .hasSize(3);
            trial.done("an ON_DEMAND request run once (FINISHED), a WORKER request of 2 instances deployed, run and"
                    + " removed (2 KILLED), both in its history");
        }
    }

    private static void request(Singularity singularity, String id, String type, int instances, String command)
            throws Exception {
        singularity.post("requests", """
                {"id": "%s", "requestType": "%s", "instances": %s}
                """.formatted(id, type, instances));
        singularity.post("deploys", """
                {"deploy": {"requestId": "%s", "id": "d1", "command": "%s",
                 "resources": {"cpus": 0.1, "memoryMb": 32, "numPorts": 0}}}
                """.formatted(id, command));
    }

    /** Whether its deploy has become the active one: of a WORKER, once all of its instances have run for long enough. */
    private static boolean isActive(Singularity singularity, String request) throws Exception {
        return singularity.get("requests/request/" + request).contains("\"activeDeploy\"");
    }

    /** The last states of a request's tasks that have ended. */
    private static List<String> states(Singularity singularity, String request) throws Exception {
        return STATE.matcher(singularity.get("history/request/" + request + "/tasks"))
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
