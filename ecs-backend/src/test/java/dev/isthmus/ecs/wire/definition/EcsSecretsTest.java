package dev.isthmus.ecs.wire.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.OpenBackend;
import dev.isthmus.ecs.log.CapturedLog;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.RecordedCall;
import dev.isthmus.testkit.ecs.fault.Fault;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.StartTaskRequest;

/** Values of a task's environment and credentials show nowhere but where they have to: in the environment of the task. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT) // Each waits for the budget, or to try again, on a cluster of its own.
class EcsSecretsTest {

    private static final String SECRET = "pa55w0rd-Zx81-of-the-database";
    private static final String KEY = "wJalrXUtnFEMI-our-secret-key";
    private static final String TOKEN = "FwoGZXIvYXdz-our-session-token";

    private static final List<String> OTHERS = List.of(
            "DescribeTaskDefinition", "RegisterTaskDefinition", "DescribeTasks", "ListContainerInstances", "StopTask");

    private final ScriptedRuntime containers = ScriptedRuntime.running();

    @BeforeAll
    static void useSecretCredentials() {
        OpenBackend.useCredentials();
        System.setProperty("aws.secretAccessKey", KEY);
        System.setProperty("aws.sessionToken", TOKEN);
    }

    @AfterAll
    static void forgetCredentials() {
        System.clearProperty("aws.sessionToken");
        OpenBackend.CREDENTIALS.forEach(System::setProperty);
    }

    static Stream<Arguments> failures() {
        List<Fault> faults = List.of(
                Fault.throttling(),
                Fault.nestedThrottling(),
                Fault.serverError(),
                Fault.serviceUnavailable(),
                Fault.accessDenied(),
                Fault.expiredToken(),
                Fault.dropConnection(),
                Fault.loseAnswer(),
                Fault.delay(Duration.ofMillis(600)),
                Fault.refuse(
                        "ClientException", 400, "Invalid override: environment value '" + SECRET + "' is too long"),
                Fault.refuse(
                        "InvalidSignatureException",
                        400,
                        "The request signature we calculated does not match the signature you provided.\n\n"
                                + "The Canonical String for this request should have been\n'POST\n/\n\n"
                                + "x-amz-security-token:" + TOKEN + "'"));
        return Stream.of("run-task", "start-task")
                .flatMap(mode -> faults.stream().map(fault -> Arguments.of(mode, fault)));
    }

    /** A variable that is too long for an override goes into the definition; AWS may repeat it there too. */
    @Test
    void nothing_secret_is_said_of_a_variable_that_goes_into_the_definition() throws Exception {
        String spilled = SECRET.repeat(9_000 / SECRET.length());
        try (CapturedLog log = CapturedLog.open();
                FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs).started()) {
            TaskSpec spec = TaskSpec.of("t1", Command.ofShell("sleep 9").withEnvironment(Map.of("PASSWORD", spilled)));
            // As often as words that nobody knows are tried again.
            ecs.injectNext(
                    "RegisterTaskDefinition", 3, Fault.refuse("ClientException", 400, "Bad value '" + spilled + "'"));
            LaunchOutcome outcome = open.launch(OpenBackend.launchOf(open.agent(0), "t1", spec, 64, 16));
            assertThat(outcome).isInstanceOf(LaunchOutcome.Refused.class);
            assertThat(ecs.faults()).as("the fault was met").isNotEmpty();
            assertThat(outcome.toString()).contains("Bad value").doesNotContain(SECRET);
            assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains(SECRET));
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void nothing_secret_is_said_whatever_fails(String mode, Fault fault) throws Exception {
        List<String> said = new ArrayList<>();
        try (CapturedLog log = CapturedLog.open();
                FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(
                                ecs,
                                Map.of(
                                        EcsSettings.LAUNCH,
                                        mode,
                                        EcsSettings.CALL_TIMEOUT,
                                        "300ms",
                                        EcsSettings.CONSISTENCY_WINDOW,
                                        "300ms"))
                        .started()) {
            Launch launch = secretive(open);
            ecs.injectNext("RunTask", 2, fault);
            ecs.injectNext("StartTask", 2, fault);
            if (!fault.toString().contains(SECRET)) {
                // What was not sent with a call cannot be repeated in its answer.
                for (String operation : OTHERS) {
                    ecs.injectNext(operation, 1, fault);
                }
            }
            for (int attempt = 0; attempt < 4; attempt++) {
                LaunchOutcome outcome = open.launch(launch);
                said.add(outcome.toString());
                said.add(open.backend
                        .launcher()
                        .stop(launch.task().framework(), launch.task().launch(), "enough")
                        .toCompletableFuture()
                        .get(OpenBackend.LONG, TimeUnit.SECONDS)
                        .toString());
            }
            said.add(launch.toString());
            open.inventory.forEach(event -> said.add(event.toString()));
            open.events.forEach(event -> said.add(event.toString()));
            ecs.calls().forEach(call -> said.add(withoutEnvironment(call)));
            assertThat(log.lines()).as("something was logged").isNotEmpty();
            said.addAll(log.lines());
            assertThat(ecs.faults()).as("the faults were met").isNotEmpty();
        }
        assertThat(said).allSatisfy(line -> assertThat(line).doesNotContain(SECRET, KEY, TOKEN));
    }

    @Test
    void value_reaches_the_task_and_nothing_else_of_it() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs).started()) {
            open.launched(secretive(open));
            assertThat(ecs.tasks()).singleElement().satisfies(task -> {
                assertThat(task.overrides().containerOverrides().get(0).environment())
                        .contains(KeyValuePair.builder()
                                .name("DB_PASSWORD")
                                .value(SECRET)
                                .build());
                assertThat(task.toBuilder().overrides(cleared -> {}).build().toString())
                        .as("tags, group, startedBy, names")
                        .doesNotContain(SECRET);
            });
            assertThat(ecs.calls())
                    .extracting(EcsSecretsTest::withoutEnvironment)
                    .isNotEmpty()
                    .allSatisfy(call -> assertThat(call).doesNotContain(SECRET));
        }
    }

    private static Launch secretive(OpenBackend open) {
        Command command =
                Command.ofShell("psql").withEnvironment(new TreeMap<>(Map.of("DB_PASSWORD", SECRET, "DB_USER", "app")));
        return OpenBackend.launchOf(open.agent(0), "t1", TaskSpec.of("t1", command), 128, 64);
    }

    /** What was sent, but for where the value has to be. */
    private static String withoutEnvironment(RecordedCall call) {
        return call.request()
                .map(request -> {
                    if (request instanceof RunTaskRequest run) {
                        return run.toBuilder().overrides(cleared -> {}).build().toString();
                    }
                    if (request instanceof StartTaskRequest start) {
                        return start.toBuilder()
                                .overrides(cleared -> {})
                                .build()
                                .toString();
                    }
                    return request.toString();
                })
                .orElse("");
    }
}
