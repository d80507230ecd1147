package dev.isthmus.ecs.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.task.PortMapping;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.ecs.view.TaskView.ContainerView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of an event, and that hardly anything has to be in it. */
class StateChangeParserTest {

    private static final String SECRET = "hunter2-the-password";

    /** With what events of Fargate have, and a member that nobody knows. */
    static final String TASK = """
            {"version":"0","id":"5a1c","detail-type":"ECS Task State Change","source":"aws.ecs","account":"123456789012","time":"2026-11-28T10:00:41Z",
             "region":"eu-west-1","resources":["arn:aws:ecs:eu-west-1:123456789012:task/mesos/0f1e"],"replay-name":{"of":[1,2]},
             "detail":{"taskArn":"arn:aws:ecs:eu-west-1:123456789012:task/mesos/0f1e","clusterArn":"arn:aws:ecs:eu-west-1:123456789012:cluster/mesos",
              "taskDefinitionArn":"arn:aws:ecs:eu-west-1:123456789012:task-definition/isthmus-busybox-3f9a:1","group":"family:isthmus-busybox-3f9a",
              "startedBy":"isthmus/9b1c","launchType":"EC2","availabilityZone":"eu-west-1b","cpu":"256","memory":"512","desiredStatus":"STOPPED",
              "lastStatus":"STOPPED","stopCode":"EssentialContainerExited","stoppedReason":"Essential container in task exited","connectivity":"CONNECTED",
              "containerInstanceArn":"arn:aws:ecs:eu-west-1:123456789012:container-instance/mesos/77",
              "createdAt":"2026-11-28T09:58:00.1Z","pullStartedAt":"2026-11-28T09:58:18.8Z","pullStoppedAt":"2026-11-28T09:58:20.23Z",
              "startedAt":"2026-11-28T09:58:20.901Z","stoppingAt":"2026-11-28T09:59:58Z","executionStoppedAt":"2026-11-28T10:00:12Z",
              "stoppedAt":"2026-11-28T10:00:41Z","updatedAt":"2026-11-28T10:00:41.07Z","version":9,"newField":null,
              "attachments":[{"id":"c06f","type":"eni","status":"DELETED","details":[{"name":"privateIPv4Address","value":"10.0.0.9"}]}],
              "containers":[{"containerArn":"x","taskArn":"y","name":"task","image":"busybox:1","runtimeId":"r","lastStatus":"STOPPED","exitCode":143,
                "cpu":"0","reason":"","networkInterfaces":[{"attachmentId":"c06f","privateIpv4Address":"10.0.0.9"}],
                "networkBindings":[{"bindIp":"::","containerPort":8080,"hostPort":31000,"protocol":"tcp"},
                  {"bindIP":"0.0.0.0","containerPort":8080,"hostPort":31000,"protocol":"tcp"},{"containerPort":53,"hostPort":31001,"protocol":"udp"},
                  {"containerPortRange":"1-2","hostPortRange":"3-4","protocol":"tcp"}]}],
              "overrides":{"containerOverrides":[{"name":"task","command":["sh"],"cpu":1,"environment":[{"name":"ISTHMUS_TASK_ID","value":"app.1"},
                {"name":"PASSWORD","value":"%s"},{"name":"ISTHMUS_FETCH","value":"%s"}]}]}}}
            """.formatted(SECRET, SECRET);

    private static final String INSTANCE = """
            {"version":"0","id":"8f","detail-type":"ECS Container Instance State Change","source":"aws.ecs","region":"eu-west-1",
             "detail":{"containerInstanceArn":"arn:aws:ecs:eu-west-1:123456789012:container-instance/mesos/77",
              "clusterArn":"arn:aws:ecs:eu-west-1:123456789012:cluster/mesos","ec2InstanceId":"i-0abc","status":"DRAINING","agentConnected":true,
              "updatedAt":"2026-11-28T10:01:00.5Z","version":148,"registeredResources":[{"name":"CPU","type":"INTEGER","integerValue":2048}]}}
            """;

    @Test
    void a_task_is_read_as_a_read_would_show_it_but_for_its_health() {
        StateChange.OfTask change = (StateChange.OfTask) StateChangeParser.parse(TASK);
        assertThat(change.cluster()).isEqualTo("arn:aws:ecs:eu-west-1:123456789012:cluster/mesos");
        assertThat(change.updatedAt()).contains(Instant.parse("2026-11-28T10:00:41.070Z"));
        TaskView task = change.task();
        assertThat(task.arn()).endsWith("task/mesos/0f1e");
        assertThat(task.version()).isEqualTo(9);
        assertThat(task.stopped()).isTrue();
        assertThat(task.desiredStatus()).isEqualTo("STOPPED");
        assertThat(task.instanceArn()).contains("arn:aws:ecs:eu-west-1:123456789012:container-instance/mesos/77");
        assertThat(task.startedBy()).isEqualTo("isthmus/9b1c");
        assertThat(task.identity()).isEqualTo(Map.of("ISTHMUS_TASK_ID", "app.1"));
        assertThat(task.mainContainer()).isEqualTo("task");
        assertThat(task.stopCode()).isEqualTo("EssentialContainerExited");
        assertThat(task.stoppedReason()).isEqualTo("Essential container in task exited");
        assertThat(task.times())
                .isEqualTo(new TaskView.Times(
                        at("09:58:00.100"), at("09:58:20.230"), at("09:58:20.901"), at("09:59:58"), at("10:00:41")));
        assertThat(task.containers())
                .containsExactly(new ContainerView(
                        "task",
                        OptionalInt.of(143),
                        "",
                        List.of("10.0.0.9"),
                        List.of(
                                new PortMapping(31000, 8080, PortMapping.Protocol.TCP),
                                new PortMapping(31001, 53, PortMapping.Protocol.UDP)),
                        TaskView.HEALTH_UNTOLD,
                        Optional.empty()));
        assertThat(task.isHeard()).isTrue();
        assertThat(change.toString()).as("nothing else of the environment").doesNotContain(SECRET);
    }

    private static Optional<Instant> at(String time) {
        return Optional.of(Instant.parse("2026-11-28T" + time + "Z"));
    }

    @Test
    void of_an_instance_is_read_that_it_has_changed() {
        assertThat(StateChangeParser.parse(INSTANCE))
                .isEqualTo(new StateChange.OfInstance(
                        "arn:aws:ecs:eu-west-1:123456789012:cluster/mesos",
                        "arn:aws:ecs:eu-west-1:123456789012:container-instance/mesos/77",
                        148,
                        "DRAINING",
                        at("10:01:00.500")));
    }

    @Test
    void what_is_not_there_is_absent() {
        StateChange.OfTask change = (StateChange.OfTask)
                StateChangeParser.parse(
                        "{\"detail-type\":\"ECS Task State Change\",\"detail\":{\"taskArn\":\"a/1\",\"lastStatus\":\"PENDING\"}}");
        assertThat(change.cluster()).isEmpty();
        assertThat(change.updatedAt()).isEmpty();
        assertThat(change.task().version()).isZero();
        assertThat(change.task().containers()).isEmpty();
        assertThat(change.task().instanceArn()).isEmpty();
        assertThat(change.task().identity()).isEmpty();
    }

    @Test
    void a_container_that_never_ran_has_no_exit_code_and_not_zero() {
        StateChange.OfTask change = (StateChange.OfTask) StateChangeParser.parse(TASK.replace("\"exitCode\":143,", ""));
        assertThat(change.task().containers().get(0).exitCode()).isEmpty();
    }

    @Test
    void numbers_may_be_texts_and_each_container_of_a_group_is_a_member() {
        String group = TASK.replace("\"version\":9", "\"version\":\"9\"")
                .replace(
                        "{\"containerOverrides\":[",
                        "{\"containerOverrides\":[{\"name\":\"t0\",\"environment\":[{\"name\":\"ISTHMUS_TASK_ID\",\"value\":\"g\"}]},");
        TaskView task = ((StateChange.OfTask) StateChangeParser.parse(group)).task();
        assertThat(task.version()).isEqualTo(9);
        assertThat(task.isGroup()).isTrue();
        assertThat(task.mainContainer()).isEqualTo("t0");
        assertThat(task.each()).extracting(TaskView::isHeard).containsExactly(true, true);
    }

    @Test
    void a_notification_of_sns_is_opened() {
        String wrapped = "{\"Type\":\"Notification\",\"MessageId\":\"m\",\"Message\":\""
                + INSTANCE.strip().replace("\n", "").replace("\"", "\\\"") + "\"}";
        assertThat(StateChangeParser.parse(wrapped)).isEqualTo(StateChangeParser.parse(INSTANCE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ECS Service Action", "ECS Deployment State Change", "Scheduled Event"})
    void other_types_are_passed_over(String type) {
        assertThat(StateChangeParser.parse(TASK.replace("ECS Task State Change", type)))
                .isEqualTo(new StateChange.OfOtherType(type));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hunter2-the-password | it is no JSON object",
                "'' | it is no JSON object",
                "[1,2] | it is no JSON object",
                "{\"a\":\"hunter2-the-password | it is no JSON object",
                "{\"a\":\"hunter2-the-password\"} | it has no detail-type",
                "{\"detail-type\":\"ECS Task State Change\",\"detail\":\"hunter2-the-password\"} | it has no taskArn",
                "{\"detail-type\":\"ECS Task State Change\",\"detail\":{\"taskArn\":\"a\"}} | it has no lastStatus",
                "{\"detail-type\":\"ECS Container Instance State Change\"} | it has no containerInstanceArn",
            })
    void poison_is_told_without_a_word_of_it(String body, String why) {
        assertThat(StateChangeParser.parse(body)).isEqualTo(new StateChange.Unreadable(why));
    }

    @Test
    void what_is_nested_without_end_is_poison_like_any_other() {
        assertThat(StateChangeParser.parse("[".repeat(500_000))).isInstanceOf(StateChange.Unreadable.class);
        assertThat(StateChangeParser.parse("{\"a\":".repeat(200_000))).isInstanceOf(StateChange.Unreadable.class);
    }
}
