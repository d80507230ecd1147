package dev.isthmus.testkit.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.Resource;
import software.amazon.awssdk.services.ecs.model.Task;

/** A fake cluster on a manual clock with scripted containers, seen through the real SDK client. */
public abstract class OverTheWire {
    protected static final Duration SOON = Duration.ofSeconds(10);

    protected final ManualClock clock = new ManualClock();
    protected ScriptedRuntime containers = ScriptedRuntime.running();
    protected FakeEcs ecs;
    protected EcsClient client;

    protected FakeEcsConfig config() {
        return FakeEcsConfig.twoSmallInstances();
    }

    @BeforeEach
    protected void start() {
        ecs = FakeEcs.start(
                config().toBuilder().clock(clock).runtime(containers).build());
        client = ecs.client();
    }

    @AfterEach
    protected void stop() {
        ecs.close();
    }

    protected String instance(int index) {
        return ecs.instances().get(index).containerInstanceArn();
    }

    protected Task describe(String arn) {
        return client.describeTasks(r -> r.tasks(arn)).tasks().get(0);
    }

    protected ContainerInstance describeInstance(String arn) {
        return client.describeContainerInstances(r -> r.containerInstances(arn))
                .containerInstances()
                .get(0);
    }

    protected Map<String, Resource> remaining(String instanceArn) {
        return describeInstance(instanceArn).remainingResources().stream()
                .collect(Collectors.toMap(Resource::name, Function.identity()));
    }

    /** Starts a task on one instance; it must be accepted. */
    protected String startOn(String instanceArn, String definition) {
        List<Task> tasks = client.startTask(r -> r.taskDefinition(definition).containerInstances(instanceArn))
                .tasks();
        assertThat(tasks).hasSize(1);
        return tasks.get(0).taskArn();
    }

    protected static List<String> reasons(List<Failure> failures) {
        return failures.stream().map(Failure::reason).toList();
    }

    /** The call is answered with this error, and a message that holds this text. */
    protected static EcsException assertError(String code, String message, ThrowingCallable call) {
        try {
            call.call();
        } catch (EcsException e) {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.statusCode()).isEqualTo(400);
            assertThat(e.awsErrorDetails().errorMessage()).contains(message);
            return e;
        } catch (Throwable e) {
            throw new AssertionError("Expected " + code + ", not " + e, e);
        }
        throw new AssertionError("Expected " + code + ", but the call was answered");
    }
}
