package dev.isthmus.operator.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.operator.AwsStub;
import dev.isthmus.operator.CommandRun;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.fault.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check} asks beside ECS: whose credentials, which log group, where the journal is. */
@Timeout(60)
class CheckBesideEcsTest {

    private static final String WHO = """
            <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
            <Arn>arn:aws:iam::123456789012:user/ops</Arn><UserId>A</UserId><Account>123456789012</Account>
            </GetCallerIdentityResult></GetCallerIdentityResponse>""";

    private static String check(FakeEcs ecs, String... more) {
        return CommandRun.of(CommandRun.shell(ecs, more), "check").out();
    }

    private static String[] logging(AwsStub logs, String options) {
        return new String[] {
            "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS",
            logs.endpoint(),
            "ISTHMUS_LOG_DRIVER",
            "awslogs",
            "ISTHMUS_LOG_OPTIONS",
            options
        };
    }

    @Test
    void it_says_whose_the_credentials_are_and_puts_the_account_into_statements() {
        try (FakeEcs ecs = FakeEcs.start();
                AwsStub sts = new AwsStub().answer("/", 200, WHO)) {
            ecs.injectNext("StopTask", 1, Fault.accessDenied());

            String out = check(ecs, "AWS_ENDPOINT_URL_STS", sts.endpoint());

            assertThat(out)
                    .contains("ok       credentials: arn:aws:iam::123456789012:user/ops, account 123456789012")
                    .contains("\"Resource\" : \"arn:aws:ecs:us-east-1:123456789012:task/" + ecs.clusterName() + "/*\"");
        }
    }

    @Test
    void credentials_that_are_not_accepted_are_red_and_nothing_else_is_asked() {
        try (FakeEcs ecs = FakeEcs.start();
                AwsStub sts = new AwsStub()
                        .answer(
                                "/",
                                403,
                                "<ErrorResponse><Error><Code>InvalidClientTokenId</Code><Message>The security token is"
                                        + " invalid.</Message></Error></ErrorResponse>")) {
            assertThat(check(ecs, "AWS_ENDPOINT_URL_STS", sts.endpoint()))
                    .contains("wrong    credentials: ", "The security token is invalid.")
                    .doesNotContain("action ecs:");
            assertThat(ecs.calls()).isEmpty();
        }
    }

    @Test
    void a_log_group_that_is_there_is_green_and_one_that_is_not_is_red() {
        try (FakeEcs ecs = FakeEcs.start();
                AwsStub logs = new AwsStub()
                        .answer("DescribeLogGroups", 200, "{\"logGroups\":[{\"logGroupName\":\"mesos\"}]}")) {
            assertThat(check(ecs, logging(logs, "awslogs-group=mesos,awslogs-region=us-east-1")))
                    .contains("ok       log group: mesos in us-east-1");
            assertThat(check(ecs, logging(logs, "awslogs-group=meso,awslogs-region=us-east-1")))
                    .contains("wrong    log group: there is no meso in us-east-1, so no task starts")
                    .contains("-> aws logs create-log-group --region us-east-1 --log-group-name meso");
            assertThat(check(ecs, logging(logs, "awslogs-region=eu-west-1")))
                    .contains("wrong    log group: ISTHMUS_LOG_OPTIONS names no awslogs-group");
            assertThat(check(ecs, logging(logs, "awslogs-group=mesos")))
                    .contains("wrong    log group: ISTHMUS_LOG_OPTIONS names no awslogs-region")
                    .contains("-> add awslogs-region=us-east-1 to ISTHMUS_LOG_OPTIONS");
            assertThat(logs.bodies()).hasSize(2).allMatch(body -> body.contains("logGroupNamePrefix"));
        }
    }

    @Test
    void a_log_group_that_is_not_there_is_yellow_only_where_tasks_make_it() {
        try (FakeEcs ecs = FakeEcs.start();
                AwsStub logs = new AwsStub().answer("DescribeLogGroups", 200, "{\"logGroups\":[]}")) {
            String options = "awslogs-group=mesos,awslogs-region=us-east-1,awslogs-create-group=";
            assertThat(check(ecs, logging(logs, options + "true")))
                    .contains("unknown  log group: there is no mesos in us-east-1; awslogs-create-group makes it");
            assertThat(check(ecs, logging(logs, options + "false")))
                    .contains("wrong    log group: there is no mesos in us-east-1, so no task starts");
        }
    }

    @Test
    void a_denied_look_for_the_log_group_is_yellow_with_the_statement_that_grants_it() {
        try (FakeEcs ecs = FakeEcs.start();
                AwsStub logs = new AwsStub()
                        .answer(
                                "DescribeLogGroups",
                                400,
                                "{\"__type\":\"AccessDeniedException\",\"message\":\"User: x is not authorized\"}")) {
            assertThat(check(ecs, logging(logs, "awslogs-group=mesos,awslogs-region=us-east-1")))
                    .contains("unknown  log group: not allowed to look for mesos (User: x is not authorized)")
                    .contains("\"Sid\" : \"LogGroups\"", "logs:DescribeLogGroups");
        }
    }

    @Test
    void a_journal_in_a_place_where_none_can_be_is_red(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");
        Map<String, String> environment = new TreeMap<>(Map.of("ISTHMUS_JOURNAL_DIR", file.toString()));

        assertThat(CommandRun.of(environment, "check").out())
                .containsPattern("wrong    journal: file, in " + file + ", and this user cannot write in ");
        environment.put("ISTHMUS_JOURNAL_DIR", directory.resolve("new").toString());
        assertThat(CommandRun.of(environment, "check").out())
                .contains("ok       journal: file, in " + directory.resolve("new") + ", which is made at the first");
        assertThat(directory.resolve("new")).doesNotExist();
        environment.put("ISTHMUS_JOURNAL", "nosuch");
        assertThat(CommandRun.of(environment, "check").out()).contains("wrong    journal: ");
    }
}
