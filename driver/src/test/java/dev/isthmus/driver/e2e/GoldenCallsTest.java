package dev.isthmus.driver.e2e;

import com.google.protobuf.TextFormat;
import dev.isthmus.driver.Golden;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.SandboxSettings;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.RecordedCall;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.TaskInfo;
import org.apache.mesos.Protos.TaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.ecs.model.EcsRequest;

/**
 * What ECS is asked for sample tasks, word for word. It outlives the process that asked: the family of a task definition is made from its
 * content, so what changes here is registered anew by every framework, one kind a second; {@code startedBy} and the variables are how a driver
 * of another version finds its tasks again.
 */
@Timeout(300)
class GoldenCallsTest {

    private static final Set<String> CHANGING = Set.of("RegisterTaskDefinition", "RunTask", "StartTask");

    private final FakeEcs ecs = FakeEcs.start(FakeEcsConfig.twoSmallInstances().toBuilder()
            .runtime(ScriptedRuntime.running())
            .subnet("subnet-1", "us-east-1a")
            .build());

    private static Map<String, TaskInfo.Builder> samples() throws TextFormat.ParseException {
        Map<String, TaskInfo.Builder> samples = new LinkedHashMap<>();
        for (String part : Golden.text("tasks.txt").split("\n== ", -1)) {
            int end = part.indexOf('\n');
            if (!part.startsWith("#")) {
                TaskInfo.Builder task = TaskInfo.newBuilder();
                TextFormat.merge(part.substring(end), task);
                samples.put(part.substring(0, end), task);
            }
        }
        return samples;
    }

    private FrameworkUnderTest framework() {
        return FrameworkUnderTest.lasting(
                        "golden",
                        "golden-0001",
                        Clusters.settings(ecs)
                                .set(EcsSettings.DEFAULT_IMAGE, "busybox:1.36")
                                .set(SandboxSettings.FETCH_IMAGE, "fetcher:1")
                                .set(
                                        EcsSettings.ROLES,
                                        "etl=arn:aws:iam::123456789012:role/etl,"
                                                + "execution=arn:aws:iam::123456789012:role/execution")
                                .set(
                                        EcsSettings.TASK_RULES,
                                        String.join(
                                                ";",
                                                "*/vpc=network:awsvpc subnets:subnet-1 security-groups:sg-1",
                                                "*/dynamic=ports:dynamic",
                                                "*/secret=execution-role:execution "
                                                        + "secret:TOKEN=arn:aws:secretsmanager:us-east-1:123456789012:secret:token "
                                                        + "registry-credentials:arn:aws:secretsmanager:us-east-1:123456789012:secret:registry"))
                                .build())
                .started();
    }

    private List<RecordedCall> changes() {
        return ecs.calls().stream()
                .filter(call -> CHANGING.contains(call.operation()))
                .toList();
    }

    private List<EcsRequest> askedFor(FrameworkUnderTest framework, TaskInfo.Builder task) throws InterruptedException {
        int before = changes().size();
        int starts = ecs.callCount("RunTask");
        Offer offer = framework.offer();
        framework
                .driver()
                .launchTasks(
                        List.of(offer.getId()),
                        List.of(task.setSlaveId(offer.getSlaveId()).build()));
        if (!ecs.awaitCalls("RunTask", starts + 1, Duration.ofSeconds(20))) {
            String id = task.getTaskId().getValue();
            throw new AssertionError(id + " not started: " + framework.update(id, TaskState.values()));
        }
        return changes().stream()
                .skip(before)
                .flatMap(call -> call.request().stream())
                .toList();
    }

    @Test
    void ecs_is_asked_for_sample_tasks_as_it_was_by_the_versions_before() throws Exception {
        Clusters.register(ecs, "theirs", List.of("sleep", "1000"));
        List<String> lines = new ArrayList<>();
        try (ecs;
                FrameworkUnderTest framework = framework()) {
            for (Map.Entry<String, TaskInfo.Builder> sample : samples().entrySet()) {
                lines.add("== " + sample.getKey());
                for (EcsRequest request : askedFor(framework, sample.getValue())) {
                    lines.addAll(RequestText.lines(request));
                }
                framework.driver().killTask(sample.getValue().getTaskId());
                lines.add("");
            }
        }
        Golden.check("calls.txt", lines);
    }
}
