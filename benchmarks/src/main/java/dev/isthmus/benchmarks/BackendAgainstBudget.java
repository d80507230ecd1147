package dev.isthmus.benchmarks;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.bench.cluster.MeasuredBackend;
import dev.isthmus.bench.cluster.MeasuredTasks;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.budget.Budgets;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.fault.Fault;
import dev.isthmus.testkit.ecs.fault.FaultRule;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The ECS backend on a fake cluster that has the request budgets of AWS and takes its time to answer. The baseline is what the
 * budgets alone allow, for a client that asks for nothing but what has to be asked.
 *
 * <p>{@code java -Xmx2g -cp ... dev.isthmus.benchmarks.BackendAgainstBudget [instances launches latency-in-ms]}
 */
public final class BackendAgainstBudget {
    private static final int PAGE = 100;

    private BackendAgainstBudget() {}

    /**
     * Runs it and prints figures.
     *
     * @param args how many instances, how many launches, and how long an answer takes; by default 100, 1,000 and 50 ms
     */
    public static void main(String[] args) throws Exception {
        ScenarioArguments its = ScenarioArguments.of(List.of(args), "100", "1000", "50");
        run(its.number(0), its.number(1), Duration.ofMillis(its.number(2)), System.out);
    }

    static void run(int instances, int launches, Duration latency, PrintStream out) throws Exception {
        FakeEcsConfig config = FakeEcsConfig.builder()
                .instances(instances, InstanceSpec.of(4096, 8192))
                .runtime(ScriptedRuntime.running())
                .budgets(Budgets.ofAws())
                .build();
        try (FakeEcs ecs = FakeEcs.start(config)) {
            if (!latency.isZero()) {
                ecs.inject(FaultRule.of("*", Fault.delay(latency)));
            }
            try (MeasuredBackend backend = new MeasuredBackend(ecs.endpoint())) {
                inventory("cold JVM", backend, instances, latency, ecs, out);
            }
            // Until the buckets are full again.
            TimeUnit.NANOSECONDS.sleep(latency.multipliedBy(100).toNanos());
            try (MeasuredBackend backend = new MeasuredBackend(ecs.endpoint())) {
                List<AgentId> agents = inventory("warm", backend, instances, latency, ecs, out);
                launch(backend, agents, launches, ecs, out);
            }
        }
    }

    private static List<AgentId> inventory(
            String state, MeasuredBackend backend, int instances, Duration latency, FakeEcs ecs, PrintStream out)
            throws InterruptedException, TimeoutException {
        Map<String, Integer> before = ecs.callCounts();
        long begun = System.nanoTime();
        List<AgentId> agents = backend.start();
        double took = seconds(begun);
        int pages = (instances + PAGE - 1) / PAGE;
        // The tasks that run and those that have stopped come first; lists are serial by their tokens; what is listed
        // is described at once.
        double bound = Math.max((pages + 3) * latency.toMillis() / 1000.0, Math.max(0, 2 * pages - 98) / 20.0);
        out.printf(
                Locale.ROOT,
                "inventory of %,d instances (%s): %.2f s; bound %.2f s for %d calls; calls %s%n",
                instances,
                state,
                took,
                bound,
                2 * pages + 2,
                since(before, ecs.callCounts()));
        return agents;
    }

    private static void launch(
            MeasuredBackend backend, List<AgentId> agents, int launches, FakeEcs ecs, PrintStream out)
            throws Exception {
        Map<String, Integer> before = ecs.callCounts();
        long begun = System.nanoTime();
        List<CompletionStage<LaunchOutcome>> stages = new ArrayList<>();
        for (int i = 0; i < launches; i++) {
            stages.add(backend.launcher().launch(MeasuredTasks.launch(agents.get(i % agents.size()), i)));
        }
        int launched = 0;
        LaunchOutcome other = null;
        for (CompletionStage<LaunchOutcome> stage : stages) {
            LaunchOutcome outcome = stage.toCompletableFuture().get(MeasuredBackend.LONGEST_MINUTES, TimeUnit.MINUTES);
            if (outcome instanceof LaunchOutcome.Launched) {
                launched++;
            } else {
                other = outcome;
            }
        }
        double took = seconds(begun);
        double bound = Math.max(0, launches - 100) / 40.0;
        Map<String, Integer> calls = since(before, ecs.callCounts());
        out.printf(
                Locale.ROOT,
                "%,d launches: %,d launched in %.2f s; the budget alone: %.2f s%s; calls %s%n",
                launches,
                launched,
                took,
                bound,
                bound > 0 ? String.format(Locale.ROOT, " (%.3f times)", took / bound) : "",
                calls);
        if (other != null) {
            out.println("  one that was not: " + other);
        }
    }

    private static Map<String, Integer> since(Map<String, Integer> before, Map<String, Integer> now) {
        Map<String, Integer> calls = new TreeMap<>(now);
        before.forEach((operation, count) -> calls.merge(operation, -count, Integer::sum));
        calls.values().removeIf(count -> count == 0);
        return calls;
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }
}
