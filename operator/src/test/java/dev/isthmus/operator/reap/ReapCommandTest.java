package dev.isthmus.operator.reap;

import static dev.isthmus.operator.reap.JournalsOnDisk.lease;
import static dev.isthmus.operator.reap.JournalsOnDisk.tornDown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.Standing;
import dev.isthmus.ecs.task.Identity;
import dev.isthmus.operator.CommandRun;
import dev.isthmus.operator.FakeFrameworkTasks;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.fault.Fault;
import dev.isthmus.testkit.ecs.fault.FaultRule;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.model.StopTaskRequest;
import software.amazon.awssdk.services.ecs.model.Task;

/** {@code reap} over the fake cluster, with journals in files. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT) // Some wait for the pace of requests and for retries.
class ReapCommandTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path directory;

    private FakeEcs ecs;
    private JournalsOnDisk journals;

    @BeforeEach
    void start() {
        ecs = FakeEcs.start(FakeEcsConfig.builder()
                .runtime(ScriptedRuntime.running())
                .instance(InstanceSpec.of(65_536, 65_536))
                .build());
        journals = new JournalsOnDisk(ecs, directory);
    }

    @AfterEach
    void stop() {
        ecs.close();
    }

    private List<String> running(String framework, int count) throws InterruptedException {
        List<String> arns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            arns.add(FakeFrameworkTasks.start(ecs, framework, framework + "." + i));
        }
        for (String arn : arns) {
            ecs.awaitStatus(arn, "RUNNING", LONG);
        }
        return arns;
    }

    private CommandRun reap(String... more) {
        return reap(InstantSource.system(), more);
    }

    private CommandRun reap(InstantSource clock, String... more) {
        List<String> words = new ArrayList<>(List.of("reap"));
        words.addAll(List.of(more));
        return CommandRun.of(journals.shell(), clock, words.toArray(String[]::new));
    }

    private Task task(String arn) {
        return ecs.client()
                .describeTasks(request -> request.cluster(ecs.clusterName()).tasks(arn))
                .tasks()
                .get(0);
    }

    private boolean isStopped(String arn) {
        return task(arn).desiredStatus().equals("STOPPED");
    }

    @Test
    void it_shows_what_is_left_by_the_evidence_and_changes_nothing() throws Exception {
        running("torn", 2);
        running("there", 1);
        running("nobody", 1);
        journals.left("torn", tornDown());
        int calls = ecs.calls().size();
        try (Journal held = journals.driver("there", lease(Duration.ZERO))) {
            CommandRun run = reap();

            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(run.out())
                    .containsPattern(
                            "gone +torn: 2 tasks, the first since 20.*; its journal says that it was torn down")
                    .contains("-> with --yes they are stopped")
                    .containsPattern("living +there: 1 task, since 20.*; a driver has its journal open")
                    .containsPattern("unknown +nobody: 1 task, since 20.*; no journal that can be read here")
                    .contains("./isthmus reap --framework nobody --yes")
                    .endsWith("nothing was changed; with --yes 2 tasks of 1 framework are stopped\n");
            assertThat(held.standing()).isEqualTo(Standing.STANDS);
        }
        assertThat(ecs.calls().subList(calls, ecs.calls().size()))
                .allSatisfy(call -> assertThat(call.operation()).matches("List.*|Describe.*"));
    }

    @Test
    void asked_it_stops_those_of_the_gone_framework_alone_and_says_why() throws Exception {
        List<String> torn = running("torn", 3);
        List<String> nobody = running("nobody", 1);
        List<String> there = running("there", 1);
        journals.left("torn", tornDown());
        journals.left("there", lease(HOUR));

        CommandRun run = reap("--yes");

        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .containsPattern("stopped +torn: 3 of 3 tasks")
                .contains("living   there: 1 task", "its failover_timeout runs until");
        assertThat(torn).allSatisfy(arn -> {
            assertThat(isStopped(arn)).isTrue();
            assertThat(task(arn).stoppedReason())
                    .startsWith("Isthmus: reaped, as framework torn is gone: its journal says that it was torn down");
        });
        assertThat(nobody).noneMatch(this::isStopped);
        assertThat(there).noneMatch(this::isStopped);
        assertThat(ecs.callCount("StopTask")).isEqualTo(3);
    }

    @Test
    void a_framework_is_gone_when_its_failover_timeout_is_over() throws Exception {
        List<String> away = running("away", 1);
        journals.left("away", lease(HOUR));

        assertThat(reap("--yes").out()).contains("living   away", "nothing was changed");
        assertThat(away).noneMatch(this::isStopped);
        Instant later = Instant.now().plus(Duration.ofMinutes(71));
        assertThat(reap(InstantSource.fixed(later), "--yes").out())
                .contains("gone     away", "its failover_timeout of 3600 s has been over since")
                .containsPattern("stopped +away: 1 of 1 task");
        assertThat(away).allMatch(this::isStopped);
    }

    @Test
    void nothing_is_known_without_a_journal_and_it_is_stopped_by_name_only() throws Exception {
        List<String> web = running("web", 1);
        List<String> other = running("other", 1);

        assertThat(reap("--yes").out()).contains("nothing was changed");
        assertThat(reap("--framework", "web").out())
                .contains("unknown  web", "with --yes 1 task of 1 framework is stopped")
                .doesNotContain("other");
        assertThat(ecs.callCount("StopTask")).isZero();
        assertThat(reap("--framework", Identity.mark(new FrameworkId("web")), "--yes")
                        .out())
                .containsPattern("stopped +web: 1 of 1 task");
        assertThat(web).allMatch(this::isStopped);
        assertThat(other).noneMatch(this::isStopped);
    }

    @ParameterizedTest
    @ValueSource(strings = {"driver", "master"})
    void one_that_lives_is_refused_by_name(String who) throws Exception {
        List<String> web = running("web", 1);
        try (Journal held = who.equals("driver") ? journals.driver("web", tornDown()) : journals.master()) {
            if (who.equals("master")) {
                held.write(JournalsOnDisk.of("web", lease(Duration.ZERO)))
                        .toCompletableFuture()
                        .join();
            }
            CommandRun run = reap("--framework", "web", "--yes");

            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err())
                    .contains("error: framework web is not touched: ")
                    .contains(
                            who.equals("driver")
                                    ? "a driver has its journal open"
                                    : "the master of the cluster runs and has it");
            assertThat(web).noneMatch(this::isStopped);
        }
    }

    @Test
    void a_name_that_is_not_there_is_told_those_that_are() throws Exception {
        running("web", 1);
        running("batch", 1);

        CommandRun run = reap("--framework", "wbe", "--yes");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains("error: no framework 'wbe' has a task in cluster " + ecs.clusterName())
                .contains("it is one of [batch, web]");
    }

    @Test
    void tasks_of_others_are_counted_and_never_touched() throws Exception {
        String web = running("web", 1).get(0);
        String definition = task(web).taskDefinitionArn();
        String copied = ecs.client()
                .runTask(request -> request.cluster(ecs.clusterName())
                        .taskDefinition(definition)
                        .startedBy("me")
                        .overrides(task(web).overrides()))
                .tasks()
                .get(0)
                .taskArn();
        journals.left("web", tornDown());

        assertThat(reap("--framework", "me", "--yes").err()).contains("it is one of [web]");
        CommandRun run = reap("--yes");

        assertThat(run.out())
                .containsPattern("stopped +web: 1 of 1 task")
                .contains("1 task carries no mark of Isthmus, and none of those is ever touched");
        assertThat(isStopped(copied)).isFalse();
    }

    @Test
    void what_cannot_be_stopped_is_told_and_the_rest_is_stopped() throws Exception {
        List<String> torn = running("torn", 3);
        journals.left("torn", tornDown());
        ecs.inject(FaultRule.of("StopTask", Fault.refuse("ServerException", 500, "not today"))
                .matching(
                        "of one",
                        request -> request instanceof StopTaskRequest stop
                                && stop.task().equals(torn.get(1))));

        CommandRun run = reap("--yes");

        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(1);
        assertThat(run.out())
                .containsPattern("failed +torn: 2 of 3 tasks")
                .contains("-> " + torn.get(1) + " is not stopped: ", "not today");
        assertThat(torn).filteredOn(this::isStopped).containsExactly(torn.get(0), torn.get(2));
    }

    @ParameterizedTest
    @CsvSource({"StopTask, StopTasks", "ListTasks, ''", "DescribeTasks, ''"})
    void a_denied_action_is_named_and_ends_it(String denied, String statement) throws Exception {
        List<String> torn = running("torn", 2);
        journals.left("torn", tornDown());
        ecs.injectNext(denied, 10_000, Fault.accessDenied());
        int stops = ecs.callCount("StopTask");

        CommandRun run = reap("--yes");

        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(3);
        assertThat(run.err()).contains("not allowed to call ecs:" + denied, statement);
        assertThat(ecs.callCount("StopTask") - stops).isLessThanOrEqualTo(1);
        ecs.clearFaults();
        assertThat(torn).noneMatch(this::isStopped);
    }

    @Test
    void throttled_it_goes_on_more_slowly() throws Exception {
        List<String> torn = running("torn", 2);
        journals.left("torn", tornDown());
        ecs.injectNext("StopTask", 2, Fault.throttling());
        ecs.injectNext("ListTasks", 1, Fault.throttling());

        CommandRun run = reap("--yes");

        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(torn).allMatch(this::isStopped);
        assertThat(ecs.callCount("StopTask")).isEqualTo(4);
    }

    /** ECS lists 100 at once, and half of the budget's burst is 45 stops. */
    @Test
    void more_than_a_page_and_a_burst_take_their_time_and_it_is_said_how_far_it_is() throws Exception {
        List<String> torn = running("torn", 120);
        journals.left("torn", tornDown());

        CommandRun run = reap("--yes");

        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).containsPattern("stopped +torn: 120 of 120 tasks");
        assertThat(run.err()).containsPattern("[.]{3} \\d+ of 120 tasks stopped");
        assertThat(torn).allMatch(this::isStopped);
    }

    @Test
    void a_journal_that_cannot_be_read_makes_it_unknown_and_says_so() throws Exception {
        List<String> torn = running("torn", 1);
        journals.left("torn", tornDown());
        Path file;
        try (var files = Files.walk(directory)) {
            file = files.filter(each -> each.toString().endsWith(".journal"))
                    .findFirst()
                    .orElseThrow();
        }
        // As a newer version would have written it.
        Files.writeString(file, Files.readString(file).replaceFirst("isthmus-journal \\d+", "isthmus-journal 99"));

        CommandRun run = reap("--yes");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("unknown  torn", file.toString(), "nothing was changed");
        assertThat(torn).noneMatch(this::isStopped);
    }

    @Test
    void without_any_journal_it_is_said_that_none_is_kept() throws Exception {
        running("torn", 1);

        CommandRun run = CommandRun.of(CommandRun.shell(ecs), "reap", "--yes");

        assertThat(run.out()).contains("unknown  torn", "ISTHMUS_JOURNAL is none", "nothing was changed");
    }

    @Test
    void a_cluster_that_is_not_there_is_told() {
        CommandRun run = reap("--cluster", "nosuch", "--yes");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("there is no cluster 'nosuch'");
        assertThat(reap().out()).startsWith("no framework of Isthmus has tasks here\n");
    }

    @Test
    void for_programs_there_is_all_of_it_as_json() throws Exception {
        String arn = running("torn", 1).get(0);
        running("nobody", 1);
        journals.left("torn", tornDown());

        CommandRun shown = reap("--json");
        assertThat(shown.exit()).as(shown.err()).isZero();
        assertThat(shown.out())
                .startsWith("{")
                .contains("\"id\" : \"torn\"", "\"verdict\" : \"gone\"", "\"goneSince\" : ", "\"stops\" : true", arn)
                .contains("\"id\" : \"nobody\"", "\"verdict\" : \"unknown\"", "\"stops\" : false")
                .contains("\"changed\" : false")
                .doesNotContain("outcome");
        CommandRun done = reap("--json", "--yes");
        assertThat(done.out()).startsWith("{").contains("\"stopped\" : 1", "\"failed\" : [ ]", "\"changed\" : true");
        assertThat(isStopped(arn)).isTrue();
    }
}
