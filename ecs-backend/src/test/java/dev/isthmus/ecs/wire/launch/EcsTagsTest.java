package dev.isthmus.ecs.wire.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.settings.InvalidSettingException;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.Container;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.OpenBackend;
import dev.isthmus.ecs.log.CapturedLog;
import dev.isthmus.ecs.rules.TagSettings;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskField;

/** Tags for the bill, over the wire: from settings, labels and rules, by whichever operation starts the task. */
@Timeout(60)
class EcsTagsTest {

    private static final String MANAGED = "aws:ecs:clusterName";

    private static FakeEcs fake() {
        return OpenBackend.smallCluster(ScriptedRuntime.running());
    }

    private static Launch launch(OpenBackend open, String id, Map<String, String> labels) {
        TaskSpec spec = new TaskSpec(
                id,
                Command.ofShell("true"),
                new Container(Optional.of("app"), Optional.empty(), List.of(), List.of(), List.of(), false, false),
                new TreeMap<>(labels),
                Optional.empty(),
                Optional.empty());
        return OpenBackend.launchOf(open.agent(0), id, spec, 100, 64);
    }

    private static Map<String, String> tags(FakeEcs ecs, int place) {
        Task task = ecs.tasks().get(place);
        return ecs
                .client()
                .describeTasks(request ->
                        request.cluster(ecs.clusterName()).tasks(task.taskArn()).include(TaskField.TAGS))
                .tasks()
                .get(0)
                .tags()
                .stream()
                .collect(Collectors.toMap(Tag::key, Tag::value));
    }

    @ParameterizedTest
    @CsvSource({"run-task", "start-task"})
    void tags_of_settings_labels_and_rules_are_on_the_task_and_the_later_go_first(String operation) throws Exception {
        Map<Setting<?>, String> settings = Map.of(
                EcsSettings.LAUNCH, operation,
                TagSettings.TAGS, "team=nobody, env=prod, app=none, cost centre=",
                TagSettings.TAG_LABELS, "team, app, absent",
                EcsSettings.TASK_RULES, "*/etl-*=tag:app=etl tag:tier=batch");
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs, settings).started()) {
            open.launched(launch(open, "etl-1", Map.of("team", "data co", "app", "x", "other", "y")));
            assertThat(tags(ecs, 0))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "team",
                            "data co",
                            "env",
                            "prod",
                            "app",
                            "etl",
                            "tier",
                            "batch",
                            "cost centre",
                            "",
                            MANAGED,
                            ecs.clusterName()));
            open.launched(launch(open, "web-1", Map.of("app", "web")));
            assertThat(tags(ecs, 1))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "team",
                            "nobody",
                            "env",
                            "prod",
                            "app",
                            "web",
                            "cost centre",
                            "",
                            MANAGED,
                            ecs.clusterName()));
        }
    }

    @Test
    void without_tags_none_are_asked_for_and_the_kind_is_the_same_with_them() throws Exception {
        try (FakeEcs ecs = fake()) {
            try (OpenBackend open = new OpenBackend(ecs).started()) {
                open.launched(launch(open, "t-1", Map.of("team", "data")));
                assertThat(tags(ecs, 0)).isEmpty();
            }
            try (OpenBackend open = new OpenBackend(ecs, Map.of(TagSettings.TAG_LABELS, "team")).started()) {
                open.launched(launch(open, "t-2", Map.of("team", "data")));
                assertThat(tags(ecs, 1)).containsEntry("team", "data").containsKey(MANAGED);
                open.launched(launch(open, "t-3", Map.of()));
                assertThat(tags(ecs, 2)).isEmpty();
            }
            assertThat(ecs.callCount("RegisterTaskDefinition")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,b|its value has ',', and AWS takes letters, digits, spaces and + - = . _ : / @",
                "AWS:x|its value begins with aws:",
                "LONG|its value has 257 characters, and AWS takes at most 256"
            })
    void label_that_can_be_no_tag_is_left_out_with_one_warning_and_its_task_runs(String value, String why)
            throws Exception {
        String given = value.equals("LONG") ? "x".repeat(257) : value;
        Map<Setting<?>, String> settings = Map.of(TagSettings.TAGS, "env=prod", TagSettings.TAG_LABELS, "team");
        try (CapturedLog log = CapturedLog.open();
                FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs, settings).started()) {
            for (String id : List.of("t-1", "t-2")) {
                open.launched(launch(open, id, Map.of("team", given)));
            }
            assertThat(tags(ecs, 1)).containsOnlyKeys("env", MANAGED);
            assertThat(log.warnings())
                    .filteredOn(line -> line.contains("label team is not among its tags"))
                    .singleElement()
                    .asString()
                    .contains(why);
        }
    }

    @Test
    void group_has_the_tags_of_all_and_of_each_key_the_first() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs, Map.of(TagSettings.TAG_LABELS, "team,app")).started()) {
            List<Launch> group = List.of(
                    launch(open, "t-1", Map.of("team", "data")),
                    launch(open, "t-2", Map.of("team", "web", "app", "side")));
            open.launchGroup(group);
            assertThat(tags(ecs, 0))
                    .containsEntry("team", "data")
                    .containsEntry("app", "side")
                    .hasSize(3);
        }
    }

    @Test
    void group_of_more_tags_than_ecs_takes_starts_with_the_first_and_one_warning() throws Exception {
        String first = IntStream.range(0, 49).mapToObj(i -> " tag:k" + i + "=v").collect(Collectors.joining());
        String rules = "*/t-1=" + first + ";*/t-2=tag:a=1 tag:b=2 tag:c=3";
        try (CapturedLog log = CapturedLog.open();
                FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs, Map.of(EcsSettings.TASK_RULES, rules)).started()) {
            List<Launch> group = List.of(launch(open, "t-1", Map.of()), launch(open, "t-2", Map.of()));
            open.launchGroup(group);
            assertThat(tags(ecs, 0)).hasSize(51).containsKeys("k0", "k48", "a", MANAGED);
            assertThat(log.warnings())
                    .filteredOn(line -> line.contains("left out"))
                    .singleElement()
                    .asString()
                    .contains("tags b, c of its group are left out: ECS takes at most 50");
        }
    }

    @Test
    void tags_of_which_a_task_could_have_more_than_ecs_takes_end_the_start() {
        String fifty = IntStream.range(0, 50).mapToObj(i -> "k" + i + "=v").collect(Collectors.joining(","));
        try (FakeEcs ecs = fake()) {
            new OpenBackend(ecs, Map.of(TagSettings.TAGS, fifty, TagSettings.TAG_LABELS, "k1")).close();
            for (Map<Setting<?>, String> more : List.<Map<Setting<?>, String>>of(
                    Map.of(TagSettings.TAGS, fifty, TagSettings.TAG_LABELS, "team"),
                    Map.of(TagSettings.TAGS, fifty, EcsSettings.TASK_RULES, "*/*=tag:team=data"))) {
                assertThatThrownBy(() -> new OpenBackend(ecs, more))
                        .isInstanceOf(InvalidSettingException.class)
                        .hasMessageContainingAll("ISTHMUS_TAGS", "ISTHMUS_TAG_LABELS", "up to 51", "at most 50");
            }
        }
    }
}
