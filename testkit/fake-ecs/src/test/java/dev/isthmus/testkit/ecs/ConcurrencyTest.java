package dev.isthmus.testkit.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Task;

/** Many callers at once: each call is done whole, and when it returns its containers are launched. */
class ConcurrencyTest extends OverTheWire {
    private static final int CALLERS = 8;

    @Override
    protected FakeEcsConfig config() {
        return FakeEcsConfig.builder().instance(InstanceSpec.of(1000, 100_000)).build();
    }

    private <T> List<T> together(Callable<T> call) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<T>> futures = callers.invokeAll(java.util.Collections.nCopies(5 * CALLERS, call));
            List<T> answers = new ArrayList<>();
            for (Future<T> future : futures) {
                answers.add(future.get(30, TimeUnit.SECONDS));
            }
            return answers;
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void one_token_starts_one_task_however_many_use_it_at_once() throws Exception {
        client.registerTaskDefinition(
                EcsRequests.define("app", EcsRequests.main("x").cpu(1)));
        List<String> arns =
                together(() -> client.runTask(r -> r.taskDefinition("app").clientToken("t"))
                        .tasks()
                        .get(0)
                        .taskArn());
        assertThat(arns).hasSize(40).containsOnly(arns.get(0));
        assertThat(containers.launches()).hasSize(1);
    }

    @Test
    void an_instance_is_never_overcommitted_and_each_answer_finds_its_container_launched() throws Exception {
        client.registerTaskDefinition(
                EcsRequests.define("app", EcsRequests.main("x").cpu(100)));
        List<Boolean> launched = together(() -> {
            List<Task> tasks = client.startTask(r -> r.taskDefinition("app").containerInstances(instance(0)))
                    .tasks();
            return tasks.stream()
                    .allMatch(task -> containers.launches().stream()
                            .anyMatch(launch -> launch.id().taskArn().equals(task.taskArn())));
        });
        assertThat(launched).containsOnly(true);
        assertThat(ecs.tasks()).hasSize(10).allMatch(task -> task.lastStatus().equals("RUNNING"));
        assertThat(remaining(instance(0)).get("CPU").integerValue()).isZero();
    }
}
