package dev.isthmus.testkit.ecs;

import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.EcsResponse;

/** Prints the trace of a history in memory: what was answered, with the ids of requests, and what containers were started with. */
final class ReplayMain {
    private ReplayMain() {}

    public static void main(String[] args) {
        trace(Long.parseLong(args[0])).forEach(System.out::println);
    }

    static List<String> trace(long seed) {
        List<String> trace = new ArrayList<>();
        ManualClock clock = new ManualClock();
        var containers = SameAnswersTest.containers();
        FakeEcsConfig config =
                SameAnswersTest.config(seed).toBuilder().runtime(containers).build();
        try (InMemoryEcs ecs = InMemoryEcs.start(config, SameAnswersTest.faults(seed), InMemoryEcs.Time.of(clock))) {
            ecs.watchTasks(task -> trace.add("task " + task));
            EcsClient client = ecs.client();
            CallHistory history = new CallHistory(
                    new CallHistory.Subject() {
                        @Override
                        public FakeEcsCluster cluster() {
                            return ecs;
                        }

                        @Override
                        public void advance(Duration step) {
                            clock.advance(step);
                        }

                        @Override
                        public void happens(Consumer<FakeEcsCluster> what) {
                            what.accept(ecs);
                        }

                        @Override
                        public void call(Function<EcsClient, ? extends EcsResponse> call) {
                            trace.add(clock.instant() + " " + answer(client, call));
                        }
                    },
                    seed);
            for (int i = 0; i < 400; i++) {
                history.step();
            }
            containers.launches().forEach(launch -> trace.add(launch.toString()));
        }
        return trace;
    }

    private static String answer(EcsClient client, Function<EcsClient, ? extends EcsResponse> call) {
        try {
            EcsResponse response = call.apply(client);
            return response.responseMetadata().requestId() + " " + response;
        } catch (SdkException e) {
            return e.toString();
        }
    }
}
