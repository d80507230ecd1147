package dev.isthmus.operator.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.operator.AwsStub;
import dev.isthmus.operator.CommandRun;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.fault.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code check} asks beside ECS: whose credentials, which log group, where the journal is. */
@Timeout(60)
@Isolated("A proxy is set, by system properties")
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

    @ParameterizedTest
    @CsvSource({
        "503, ServiceUnavailable, unknown",
        "500, InternalFailure, unknown",
        "400, Throttling, unknown",
        "403, AccessDenied, unknown",
        "403, ExpiredToken, wrong",
        "403, ExpiredTokenException, wrong",
        "403, SignatureDoesNotMatch, wrong",
        "400, UnrecognizedClientException, wrong",
        "400, IncompleteSignature, wrong",
        "403, MissingAuthenticationToken, wrong"
    })
    void only_an_answer_about_credentials_is_red(int status, String code, String verdict) {
        try (FakeEcs ecs = FakeEcs.start();
                AwsStub sts = new AwsStub()
                        .answer(
                                "/",
                                status,
                                "<ErrorResponse><Error><Code>" + code
                                        + "</Code><Message>so it is</Message></Error></ErrorResponse>")) {
            String out = check(ecs, "AWS_ENDPOINT_URL_STS", sts.endpoint());

            assertThat(out.lines()
                            .filter(line -> line.contains("  credentials: "))
                            .toList())
                    .singleElement()
                    .satisfies(line -> assertThat(line).startsWith(verdict).contains("so it is"));
            assertThat(out.contains("action ecs:ListTasks: allowed")).as(out).isEqualTo(verdict.equals("unknown"));
        }
    }

    @Test
    void an_answer_that_is_not_of_sts_is_told_by_its_status() {
        try (FakeEcs ecs = FakeEcs.start();
                AwsStub gateway = new AwsStub().answer("/", 502, "<html>Bad Gateway</html>")) {
            assertThat(check(ecs, "AWS_ENDPOINT_URL_STS", gateway.endpoint()))
                    .containsPattern("unknown  credentials: .*STS answers 502")
                    .contains("action ecs:ListTasks: allowed")
                    .doesNotContain("502: null");
        }
    }

    @Test
    void sts_on_this_machine_is_asked_without_a_proxy() {
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", "1");
        try (FakeEcs ecs = FakeEcs.start();
                AwsStub sts = new AwsStub().answer("/", 200, WHO)) {
            assertThat(check(ecs, "AWS_ENDPOINT_URL_STS", sts.endpoint()))
                    .contains("ok       credentials: arn:aws:iam::123456789012:user/ops");
        } finally {
            System.clearProperty("http.proxyHost");
            System.clearProperty("http.proxyPort");
        }
    }

    @Test
    void sts_elsewhere_is_asked_through_the_proxy_which_is_named_when_it_does_not_answer() {
        System.setProperty("http.proxyHost", "127.0.0.1");
        try (FakeEcs ecs = FakeEcs.start();
                AwsStub proxy = new AwsStub().answer("/", 200, WHO)) {
            System.setProperty("http.proxyPort", proxy.endpoint().replaceFirst(".*:", ""));
            assertThat(check(ecs, "AWS_ENDPOINT_URL_STS", "http://sts.test"))
                    .contains("ok       credentials: arn:aws:iam::123456789012:user/ops");
            System.setProperty("http.proxyPort", "1");
            assertThat(check(ecs, "AWS_ENDPOINT_URL_STS", "http://sts.test"))
                    .contains("unknown  credentials: ", "it was asked through the proxy 127.0.0.1:1, which ");
        } finally {
            System.clearProperty("http.proxyHost");
            System.clearProperty("http.proxyPort");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "AWS_ENDPOINT_URL_STS, sts.test:80",
        "AWS_ENDPOINT_URL_STS, http://s t s",
        "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS, logs.test:80"
    })
    void an_address_that_is_none_is_red_and_all_else_is_looked_at(String setting, String address) {
        try (FakeEcs ecs = FakeEcs.start()) {
            CommandRun run = CommandRun.of(CommandRun.shell(ecs, setting, address), "check");

            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.out())
                    .contains("wrong    settings: " + setting + "='" + address + "' (set in the environment): ")
                    .contains("-> set it as it says")
                    .contains("cluster: " + ecs.clusterName() + " is there")
                    .contains("action ecs:ListTasks: allowed")
                    .contains("  instances: ", "  journal: ");
            assertThat(run.err()).isEmpty();
        }
    }

    @Test
    void the_queue_of_events_and_the_reading_of_logs_are_asked_for_where_they_are_set() {
        FakeEcsConfig config =
                FakeEcsConfig.builder().eventQueue("isthmus-events").build();
        try (FakeEcs ecs = FakeEcs.start(config)) {
            String queue = ecs.events().queue("isthmus-events").url();
            assertThat(check(ecs, "ISTHMUS_EVENTS", queue, "ISTHMUS_LOG_GROUP", "mesos", "ISTHMUS_LOG_TAIL", "true"))
                    .contains("ok       queue of events: " + queue + " answers")
                    .contains("ok       action sqs:ReceiveMessage: allowed")
                    .contains("ok       action sqs:DeleteMessage: allowed")
                    .contains("ok       action logs:GetLogEvents: allowed");
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
