package dev.isthmus.bench.scenario;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.bench.cluster.MeasuredBackend;
import dev.isthmus.bench.cluster.MeasuredTasks;
import dev.isthmus.bench.figure.Measurements;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.budget.Budgets;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.fault.Fault;
import dev.isthmus.testkit.ecs.fault.FaultRule;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Tasks launched at once, on a fake cluster in this process that has the request budgets of AWS and takes its time to answer. Beside the backend: what the budget
 * alone allows, and loops over the AWS SDK as it comes, one call after the other and many at once.
 */
final class LaunchScenario implements BenchScenario {

    static final String BUDGET = "baseline: what the budget allows";
    static final String ISTHMUS = "Isthmus";
    static final String ONE_BY_ONE = "baseline: a loop over the SDK, one call after the other";
    static final String AT_ONCE = "baseline: a loop over the SDK, 32 calls at once";

    private static final int INSTANCES = 20;
    private static final int THREADS = 32;

    private final int launches;
    private final Duration latency;

    LaunchScenario(int launches, Duration latency) {
        this.launches = launches;
        this.latency = latency;
    }

    @Override
    public String name() {
        return "launches";
    }

    @Override
    public String says() {
        return launches + " tasks launched at once, with AWS's request budgets and " + latency.toMillis()
                + " ms for a call; beside them, the budget alone and loops over the SDK";
    }

    @Override
    public void round(Measurements into) throws Exception {
        into.add(BUDGET, "s", Math.max(0, launches - 100) / 40.0);
        into.add(BUDGET, "launched", launches);
        try (FakeEcs ecs = cluster();
                MeasuredBackend backend = new MeasuredBackend(ecs.endpoint())) {
            List<AgentId> agents = backend.start();
            int before = ecs.callCount("RunTask");
            long begun = System.nanoTime();
            int launched = launch(backend, agents);
            add(ISTHMUS, begun, launched, ecs.callCount("RunTask") - before, into);
        }
        loop(ONE_BY_ONE, 1, into);
        loop(AT_ONCE, THREADS, into);
    }

    private int launch(MeasuredBackend backend, List<AgentId> agents) throws Exception {
        List<CompletionStage<LaunchOutcome>> stages = new ArrayList<>();
        for (int i = 0; i < launches; i++) {
            stages.add(backend.launcher().launch(MeasuredTasks.launch(agents.get(i % agents.size()), i)));
        }
        int launched = 0;
        for (CompletionStage<LaunchOutcome> stage : stages) {
            LaunchOutcome outcome = stage.toCompletableFuture().get(MeasuredBackend.LONGEST_MINUTES, TimeUnit.MINUTES);
            launched += outcome instanceof LaunchOutcome.Launched ? 1 : 0;
        }
        return launched;
    }

    private void loop(String what, int threads, Measurements into) throws InterruptedException {
        try (FakeEcs ecs = cluster();
                SdkLoop loop = new SdkLoop(ecs.endpoint(), threads)) {
            long begun = System.nanoTime();
            int launched = loop.launch(launches);
            add(what, begun, launched, ecs.callCount("RunTask"), into);
        }
    }

    private static void add(String what, long begun, int launched, int calls, Measurements into) {
        into.add(what, "s", (System.nanoTime() - begun) / 1e9);
        into.add(what, "launched", launched);
        into.add(what, "calls of RunTask", calls);
    }

    private FakeEcs cluster() {
        FakeEcs ecs = FakeEcs.start(FakeEcsConfig.builder()
                .instances(INSTANCES, InstanceSpec.of(4096, 8192))
                .runtime(ScriptedRuntime.running())
                .budgets(Budgets.ofAws())
                .build());
        if (!latency.isZero()) {
            ecs.inject(FaultRule.of("*", Fault.delay(latency)));
        }
        return ecs;
    }
}
