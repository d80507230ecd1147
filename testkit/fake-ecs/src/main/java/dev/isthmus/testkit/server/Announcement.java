package dev.isthmus.testkit.server;

import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.scenario.Scenario;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What the server says of itself. */
final class Announcement {
    private Announcement() {}

    static String of(FakeEcs ecs, Scenario scenario, Path journals) {
        return """
                A fake ECS cluster is up: %s.
                Its containers are processes of this machine, run as you.

                Export this where your framework runs:

                  export AWS_ECS_ENDPOINT=%2$s
                  export AWS_ECS_CLUSTER=%3$s
                  export AWS_REGION=%4$s
                  export AWS_ACCESS_KEY_ID=fake
                  export AWS_SECRET_ACCESS_KEY=fake
                  export ISTHMUS_DEFAULT_IMAGE=busybox
                  export ISTHMUS_JOURNAL_DIR=%6$s

                The last one goes with the cluster when this ends: what a framework remembers of it would only be in its way then.

                The aws command line and any SDK of AWS find it with these:

                  export AWS_ENDPOINT_URL_ECS=%2$s
                  export AWS_DEFAULT_REGION=%4$s
                  aws ecs list-tasks --cluster %3$s

                %5$sCtrl-C stops it, and everything that it runs.

                """.formatted(
                        instances(scenario), ecs.endpoint(), ecs.clusterName(), ecs.region(), queues(ecs), journals);
    }

    private static String queues(FakeEcs ecs) {
        String urls = ecs.config().eventQueues().stream()
                .map(name -> "  " + ecs.events().queue(name).url() + "\n")
                .collect(Collectors.joining());
        return urls.isEmpty()
                ? ""
                : "Its events are in this queue of SQS, which AWS_ENDPOINT_URL_SQS=" + ecs.endpoint() + " leads to:\n\n"
                        + urls + "\n";
    }

    /** What would be started, and what would go wrong. */
    static String plan(Scenario scenario) {
        return "cluster '" + scenario.config().clusterName() + "' in "
                + scenario.config().region() + ": "
                + instances(scenario) + System.lineSeparator()
                + scenario.faults() + System.lineSeparator()
                + "events:"
                + (scenario.events().isEmpty() ? " none" : "")
                + scenario.events().stream()
                        .map(timed -> System.lineSeparator() + "  " + EventWords.line(timed))
                        .collect(Collectors.joining())
                + System.lineSeparator();
    }

    private static String instances(Scenario scenario) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        for (InstanceSpec spec : scenario.config().instances()) {
            sizes.merge(EventWords.size(spec), 1, Integer::sum);
        }
        int all = scenario.config().instances().size();
        return all == 0
                ? "no container instances"
                : all + " container instance" + (all == 1 ? "" : "s") + " ("
                        + sizes.entrySet().stream()
                                .map(size -> size.getValue() + " of " + size.getKey())
                                .collect(Collectors.joining("; "))
                        + ")";
    }
}
