package com.example.batch;

import static dev.isthmus.testkit.framework.expect.Expect.declined;
import static dev.isthmus.testkit.framework.expect.Expect.declinedAll;
import static dev.isthmus.testkit.framework.expect.Expect.killed;
import static dev.isthmus.testkit.framework.expect.Expect.launched;
import static dev.isthmus.testkit.framework.expect.Expect.noCall;
import static dev.isthmus.testkit.framework.expect.Expect.noLaunch;
import static dev.isthmus.testkit.framework.expect.Expect.reconciledExplicitly;
import static dev.isthmus.testkit.framework.expect.Expect.revived;
import static dev.isthmus.testkit.framework.expect.Expect.stopped;
import static dev.isthmus.testkit.framework.expect.Expect.suppressed;
import static dev.isthmus.testkit.framework.expect.Expect.that;
import static dev.isthmus.testkit.framework.expect.Expect.told;
import static dev.isthmus.testkit.framework.expect.Expect.toldNoOffer;
import static dev.isthmus.testkit.framework.send.Send.agent;
import static dev.isthmus.testkit.framework.send.Send.agentLost;
import static dev.isthmus.testkit.framework.send.Send.answerLost;
import static dev.isthmus.testkit.framework.send.Send.launchRefused;
import static dev.isthmus.testkit.framework.send.Send.neverLaunched;
import static dev.isthmus.testkit.framework.send.Send.offer;
import static dev.isthmus.testkit.framework.send.Send.offers;
import static dev.isthmus.testkit.framework.send.Send.registered;
import static dev.isthmus.testkit.framework.send.Send.status;
import static org.apache.mesos.Protos.TaskState.TASK_FAILED;
import static org.apache.mesos.Protos.TaskState.TASK_FINISHED;
import static org.apache.mesos.Protos.TaskState.TASK_KILLED;
import static org.apache.mesos.Protos.TaskState.TASK_LOST;
import static org.apache.mesos.Protos.TaskState.TASK_RUNNING;

import com.example.batch.NightlyJobs.Job;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.testkit.framework.FrameworkScript;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.mesos.Protos.FrameworkInfo;
import org.junit.jupiter.api.Test;

/** The nightly jobs, tested by scripts: no cluster, no network, no waiting. */
class NightlyJobsTest {

    private static final Job BACKUP = new Job("backup", "pg_dump all", 1, 512);
    private static final Job REPORT = new Job("report", "make report", 0.5, 256);

    private final NightlyJobs jobs = new NightlyJobs(List.of(BACKUP, REPORT));

    private static FrameworkInfo framework() {
        return FrameworkInfo.newBuilder()
                .setName("nightly-jobs")
                .setUser("batch")
                .build();
    }

    private static FrameworkScript script(NightlyJobs jobs) {
        return FrameworkScript.of(jobs, framework()).strictly();
    }

    @Test
    void every_job_runs_once_and_then_it_stops() {
        script(jobs)
                .send(registered())
                .expect(noCall())
                .send(offer("agent-1").cpus(4).mem(4096))
                .expect(launched("backup-1").on("agent-1").cpus(1).mem(512).command("pg_dump"))
                .expect(launched("report-1").on("agent-1"))
                .expect(suppressed())
                .send(status("backup-1", TASK_RUNNING))
                .send(status("backup-1", TASK_FINISHED))
                .expect(noCall())
                .send(status("report-1", TASK_FINISHED))
                .expect(stopped())
                .end();
    }

    @Test
    void a_job_that_does_not_fit_waits_for_an_offer_that_it_fits() {
        script(jobs)
                .send(registered())
                .send(agent("small").cpus(0.5).mem(1024))
                .expect(declined("small").refusing(Duration.ofMinutes(1)))
                .send(agent("large").cpus(2).mem(1024))
                .expect(launched("backup-1").on("large"))
                .expect(launched("report-1").on("large"))
                .expect(suppressed())
                .advance(Duration.ofMinutes(2))
                .expect(toldNoOffer())
                .end();
    }

    @Test
    void a_job_that_is_refused_or_lost_is_tried_again() {
        script(new NightlyJobs(List.of(BACKUP)))
                .send(agent("agent-1").cpus(1).mem(512))
                .send(registered())
                .expect(launched("backup-1"))
                .expect(suppressed())
                .send(launchRefused("backup-1", Refusal.RESOURCES, "RESOURCE:MEMORY"))
                .expect(told("backup-1", TASK_LOST).saying("RESOURCE:MEMORY"))
                .expect(revived())
                .send(offers())
                .expect(launched("backup-2"))
                .expect(suppressed())
                .send(answerLost("backup-2"))
                .send(neverLaunched("backup-2"))
                .expect(told("backup-2", TASK_LOST))
                .expect(revived())
                .expect(launched("backup-3"))
                .expect(suppressed())
                .send(status("backup-3", TASK_FINISHED))
                .expect(stopped())
                .end();
    }

    @Test
    void after_three_attempts_a_job_is_given_up() {
        NightlyJobs one = new NightlyJobs(List.of(BACKUP));
        script(one)
                .send(agent("agent-1").cpus(1).mem(512))
                .send(registered())
                .expect(launched("backup-1"))
                .expect(suppressed())
                .send(status("backup-1", TASK_FAILED).exitCode(3))
                .expect(revived())
                .expect(launched("backup-2"))
                .expect(suppressed())
                .send(status("backup-2", TASK_FAILED).exitCode(3))
                .expect(revived())
                .expect(launched("backup-3"))
                .expect(suppressed())
                .send(status("backup-3", TASK_FAILED).outOfMemory())
                .expect(stopped())
                .expect(that("backup is given up", () -> one.givenUp().equals(List.of("backup"))))
                .end();
    }

    @Test
    void a_lost_agent_takes_its_jobs_with_it_and_another_agent_runs_them() {
        script(jobs)
                .send(agent("agent-1").cpus(2).mem(1024))
                .send(registered())
                .expect(launched("backup-1").on("agent-1"))
                .expect(launched("report-1").on("agent-1"))
                .expect(suppressed())
                .send(status("backup-1", TASK_RUNNING))
                .send(agentLost("agent-1"))
                .expect(told("backup-1", TASK_LOST))
                .expect(revived())
                .expect(revived())
                .send(agent("agent-2").cpus(2).mem(1024))
                .expect(launched("backup-2").on("agent-2"))
                .expect(launched("report-2").on("agent-2"))
                .expect(suppressed())
                .end();
    }

    @Test
    void a_cancelled_job_is_killed_and_not_tried_again() {
        FrameworkScript script = script(jobs);
        script.send(agent("agent-1").cpus(2).mem(1024))
                .send(registered())
                .expect(launched("backup-1"))
                .expect(launched("report-1"))
                .expect(suppressed())
                .send(status("backup-1", TASK_RUNNING))
                .act("cancel backup", () -> jobs.cancel(script.driver(), "backup"))
                .expect(killed("backup-1"))
                .send(status("backup-1", TASK_KILLED))
                .expect(noLaunch())
                .expect(that("backup is given up", () -> jobs.givenUp().equals(List.of("backup"))))
                .end();
    }

    @Test
    void after_a_restart_it_finds_the_jobs_that_ran_on() {
        NightlyJobs restarted = new NightlyJobs(List.of(), Map.of("backup-1", BACKUP, "report-1", REPORT));
        script(jobs)
                .send(agent("agent-1").cpus(2).mem(1024))
                .send(registered())
                .expect(launched("backup-1"))
                .expect(launched("report-1"))
                .expect(suppressed())
                .send(status("backup-1", TASK_RUNNING))
                .send(status("report-1", TASK_FINISHED))
                .restart(restarted)
                .expect(reconciledExplicitly("backup-1", "report-1"))
                .expect(told("backup-1", TASK_RUNNING).saying("REASON_RECONCILIATION"))
                .expect(told("report-1", TASK_FINISHED).saying("REASON_RECONCILIATION"))
                .expect(suppressed())
                .send(status("backup-1", TASK_FINISHED))
                .expect(stopped())
                .end();
    }

    @Test
    void with_nothing_to_do_it_gets_no_offers_and_declines_one_that_was_on_its_way() {
        script(new NightlyJobs(List.of()))
                .send(registered())
                .expect(suppressed())
                .send(agent("agent-1").cpus(2).mem(1024))
                .expect(toldNoOffer())
                .send(offer("agent-1").cpus(1).mem(64).anyway())
                .expect(declinedAll())
                .expect(suppressed())
                .end();
    }
}
