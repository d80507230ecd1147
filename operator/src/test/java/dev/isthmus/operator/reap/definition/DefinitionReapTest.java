package dev.isthmus.operator.reap.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.ecs.definition.DefinitionContent;
import dev.isthmus.operator.CommandRun;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.fault.Fault;
import dev.isthmus.testkit.ecs.fault.FaultRule;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Resource;

/** {@code reap --definitions} over a fake account of two clusters. */
@Timeout(120)
class DefinitionReapTest {

    private static final String OTHER = "other";
    private static final Duration LONG = Duration.ofSeconds(30);

    private FakeEcs ecs;

    @BeforeEach
    void start() {
        ecs = FakeEcs.start(FakeEcsConfig.builder()
                .runtime(ScriptedRuntime.running())
                .instance(InstanceSpec.of(4096, 8192))
                .otherCluster(OTHER)
                .build());
        ecs.client()
                .registerContainerInstance(
                        request -> request.cluster(OTHER).totalResources(amount("CPU", 4096), amount("MEMORY", 8192)));
    }

    private static Resource amount(String name, int value) {
        return Resource.builder().name(name).type("INTEGER").integerValue(value).build();
    }

    @AfterEach
    void stop() {
        ecs.close();
    }

    /** As a driver registers one, or with the name of one that a driver would. */
    private String registered(String family, boolean ours) {
        ContainerDefinition container = ContainerDefinition.builder()
                .name("main")
                .image("web:1")
                .memory(256)
                .dockerLabels(ours ? Map.of(DefinitionContent.MARK, "1") : Map.of())
                .build();
        return ecs.client()
                .registerTaskDefinition(request -> request.family(family).containerDefinitions(container))
                .taskDefinition()
                .taskDefinitionArn();
    }

    private String run(String cluster, String definition) {
        return ecs.client()
                .runTask(request -> request.cluster(cluster).taskDefinition(definition))
                .tasks()
                .get(0)
                .taskArn();
    }

    private CommandRun reap(String... more) {
        // What was registered just now is new for an hour.
        return reap(Instant.now().plus(Duration.ofHours(2)), more);
    }

    private CommandRun reap(Instant at, String... more) {
        List<String> words = new ArrayList<>(List.of("reap", "--definitions"));
        words.addAll(List.of(more));
        return CommandRun.of(CommandRun.shell(ecs), InstantSource.fixed(at), words.toArray(String[]::new));
    }

    private List<String> active() {
        return ecs.client().listTaskDefinitions().taskDefinitionArns();
    }

    @Test
    void those_that_no_cluster_of_the_account_uses_are_shown_and_deregistered_when_asked() throws Exception {
        String unused = registered("isthmus-unused-1", true);
        String here = registered("isthmus-here-1", true);
        String there = registered("isthmus-there-1", true);
        String ended = registered("isthmus-ended-1", true);
        String foreign = registered("isthmus-mine", false);
        String another = registered("web", true);
        run(ecs.clusterName(), here);
        run(OTHER, there);
        String task = run(OTHER, ended);
        ecs.client().stopTask(request -> request.cluster(OTHER).task(task));
        long until = System.nanoTime() + LONG.toNanos();
        while (!ecs.client()
                        .listTasks(request -> request.cluster(OTHER).desiredStatus("STOPPED"))
                        .taskArns()
                        .contains(task)
                && System.nanoTime() < until) {
            Thread.onSpinWait();
        }

        CommandRun shown = reap();
        assertThat(shown.exit()).as(shown.err()).isZero();
        assertThat(shown.out())
                .startsWith("unused   " + unused + ", registered 20")
                .contains("kept: 3 that tasks of 2 clusters of the account use")
                .contains("1 that Isthmus did not register")
                .endsWith("nothing was changed; with --yes 1 that nothing uses is deregistered\n");
        assertThat(ecs.callCount("DeregisterTaskDefinition")).isZero();

        CommandRun done = reap("--yes");
        assertThat(done.exit()).as(done.err()).isZero();
        assertThat(done.out()).startsWith("removed  " + unused).endsWith("1 of 1 that nothing uses deregistered\n");
        assertThat(active()).containsExactlyInAnyOrder(here, there, ended, foreign, another);
    }

    @Test
    void what_was_registered_within_the_hour_is_kept() {
        registered("isthmus-new-1", true);

        assertThat(reap(Instant.now().plus(Duration.ofMinutes(59)), "--yes").out())
                .contains("1 registered within the last hour", "0 of 0 that nothing uses deregistered");
        assertThat(reap(Instant.now().plus(Duration.ofMinutes(61)), "--yes").out())
                .contains("1 of 1 that nothing uses deregistered");
    }

    @Test
    void all_revisions_of_a_family_go() {
        registered("isthmus-twice-1", true);
        registered("isthmus-twice-1", true);

        assertThat(reap("--yes").out()).contains("2 of 2 that nothing uses deregistered");
        assertThat(active()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ListClusters, ListClusters",
        "ListTaskDefinitionFamilies, ''",
        "DescribeTaskDefinition, ''",
        "ListTasks, ''",
        "DeregisterTaskDefinition, OldTaskDefinitions"
    })
    void a_denied_action_is_named_and_nothing_goes(String denied, String statement) {
        String unused = registered("isthmus-unused-1", true);
        ecs.injectNext(denied, 10_000, Fault.accessDenied());

        CommandRun run = reap("--yes");

        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(3);
        assertThat(run.err()).contains("not allowed to call ecs:" + denied, statement);
        ecs.clearFaults();
        assertThat(active()).containsExactly(unused);
    }

    @Test
    void one_that_cannot_be_deregistered_is_told_and_the_others_go() {
        registered("isthmus-a-1", true);
        String stuck = registered("isthmus-b-1", true);
        registered("isthmus-c-1", true);
        ecs.inject(FaultRule.of("DeregisterTaskDefinition", Fault.refuse("ServerException", 500, "not today"))
                .matching(
                        "of one",
                        request -> request instanceof DeregisterTaskDefinitionRequest one
                                && one.taskDefinition().equals(stuck)));

        CommandRun run = reap("--yes");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .containsPattern("failed   " + stuck + ".*not today")
                .endsWith("2 of 3 that nothing uses deregistered\n");
        assertThat(active()).containsExactly(stuck);
    }

    @Test
    void for_programs_there_is_all_of_it_as_json() {
        String unused = registered("isthmus-unused-1", true);
        run(OTHER, registered("isthmus-there-1", true));

        assertThat(reap("--json").out())
                .startsWith("{")
                .contains("\"clusters\" : 2", "\"definition\" : \"" + unused + "\"", "\"verdict\" : \"unused\"")
                .contains("\"verdict\" : \"used\"", "\"usedBy\" : \"" + OTHER + "\"", "\"changed\" : false");
    }

    @Test
    void a_definition_is_of_no_framework() {
        CommandRun run = reap("--framework", "web");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--framework and --definitions: a definition is of no framework");
    }
}
