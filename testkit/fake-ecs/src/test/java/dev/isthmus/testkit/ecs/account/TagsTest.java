package dev.isthmus.testkit.ecs.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.testkit.ecs.EcsRequests;
import dev.isthmus.testkit.ecs.OverTheWire;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.PropagateTags;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskField;

/** Tags and their rules. */
public class TagsTest extends OverTheWire {
    public static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    @BeforeEach
    void define() {
        client.registerTaskDefinition(
                EcsRequests.define("app", EcsRequests.main("x").cpu(1)).toBuilder()
                        .tags(tag("from", "definition"))
                        .build());
    }

    private List<Tag> tags(String arn) {
        return client.listTagsForResource(r -> r.resourceArn(arn)).tags();
    }

    @Test
    void tags_are_added_overwritten_and_removed() {
        String arn = startOn(instance(0), "app");
        client.tagResource(r -> r.resourceArn(arn).tags(tag("a", "1"), tag("b", "2")));
        client.tagResource(r -> r.resourceArn(arn).tags(tag("a", "3")));
        assertThat(tags(arn)).containsExactlyInAnyOrder(tag("a", "3"), tag("b", "2"));
        client.untagResource(r -> r.resourceArn(arn).tagKeys("a"));
        assertThat(tags(arn)).containsExactly(tag("b", "2"));
        client.tagResource(r -> r.resourceArn(instance(0)).tags(tag("i", "1")));
        assertThat(tags(instance(0))).containsExactly(tag("i", "1"));
        assertError("InvalidParameterException", "not found", () -> tags("arn:aws:ecs:us-east-1:1:task/x"));
    }

    @Test
    void tags_of_the_definition_are_propagated_when_asked() {
        String arn = client.runTask(r -> r.taskDefinition("app")
                        .propagateTags(PropagateTags.TASK_DEFINITION)
                        .tags(tag("own", "1")))
                .tasks()
                .get(0)
                .taskArn();
        assertThat(tags(arn)).containsExactlyInAnyOrder(tag("from", "definition"), tag("own", "1"));
    }

    @Test
    void a_resource_has_at_most_fifty_tags() {
        List<Tag> fifty =
                IntStream.range(0, 50).mapToObj(i -> tag("k" + i, "v")).toList();
        String arn = client.runTask(r -> r.taskDefinition("app").tags(fifty))
                .tasks()
                .get(0)
                .taskArn();
        assertError(
                "InvalidParameterException",
                "At most 50 tags",
                () -> client.tagResource(r -> r.resourceArn(arn).tags(tag("one", "more"))));
        assertThat(tags(arn)).hasSize(50);
    }

    @Test
    void tags_of_a_task_are_described_when_asked_for() {
        String arn = client.runTask(r -> r.taskDefinition("app").tags(tag("team", "data")))
                .tasks()
                .get(0)
                .taskArn();
        assertThat(described(arn, TaskField.TAGS)).containsExactly(tag("team", "data"));
        assertThat(described(arn)).isEmpty();
    }

    @Test
    void managed_tags_name_the_cluster_and_leave_room_for_fifty_others() {
        List<Tag> fifty =
                IntStream.range(0, 50).mapToObj(i -> tag("k" + i, "v")).toList();
        Tag managed = tag("aws:ecs:clusterName", "default");
        String run = client.runTask(
                        r -> r.taskDefinition("app").enableECSManagedTags(true).tags(fifty))
                .tasks()
                .get(0)
                .taskArn();
        assertThat(described(run, TaskField.TAGS)).hasSize(51).contains(managed);
        client.tagResource(r -> r.resourceArn(run).tags(tag("k0", "other")));
        assertThat(described(run, TaskField.TAGS)).hasSize(51).contains(managed, tag("k0", "other"));
        String started = client.startTask(r ->
                        r.taskDefinition("app").containerInstances(instance(0)).enableECSManagedTags(true))
                .tasks()
                .get(0)
                .taskArn();
        assertThat(described(started, TaskField.TAGS)).containsExactly(managed);
    }

    private List<Tag> described(String arn, TaskField... include) {
        return client.describeTasks(r -> r.tasks(arn).include(include))
                .tasks()
                .get(0)
                .tags();
    }

    @Test
    void a_tag_has_its_lengths_alphabet_and_reserved_prefix() {
        refused("1 to 128 characters", tag("", "v"));
        refused("1 to 128 characters", tag("k".repeat(129), "v"));
        refused("at most 256", tag("k", "v".repeat(257)));
        refused("'aws:' is reserved", tag("AWS:x", "v"));
        refused("not a letter", tag("k", "a,b"));
        refused("not a letter", tag("k*", "v"));
        client.runTask(r -> r.taskDefinition("app").tags(tag("k".repeat(128), "é 1+-=._:/@".repeat(20))));
    }

    private void refused(String message, Tag tag) {
        assertError(
                "InvalidParameterException",
                message,
                () -> client.runTask(r -> r.taskDefinition("app").tags(tag)));
    }
}
