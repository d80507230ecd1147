package dev.isthmus.cli.run;

import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A fake cluster for one command. */
final class FakeCluster {

    private static final int INSTANCES = 3;

    private FakeCluster() {}

    static FakeEcs start() {
        FakeEcsConfig.Builder config = FakeEcsConfig.builder();
        // Names that resolve and differ: frameworks hand them on to tasks that call back. Only Linux has all of
        // 127.0.0.0/8.
        boolean many =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
        for (int i = 0; i < INSTANCES; i++) {
            config.instance(InstanceSpec.of(4096, 8192)
                    .withAttribute("isthmus.hostname", many ? "127.0.0." + (2 + i) : "localhost")
                    .withAttribute("isthmus.ip", many ? "127.0.0." + (2 + i) : "127.0.0.1"));
        }
        return FakeEcs.start(config.build());
    }

    /** The variables that {@code ./isthmus fake} prints to export, but for those of the journal. */
    static Map<String, String> variables(FakeEcs ecs) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("AWS_ECS_ENDPOINT", ecs.endpoint().toString());
        variables.put("AWS_ECS_CLUSTER", ecs.clusterName());
        variables.put("AWS_REGION", ecs.region());
        variables.put("AWS_ACCESS_KEY_ID", "fake");
        variables.put("AWS_SECRET_ACCESS_KEY", "fake");
        variables.put("ISTHMUS_DEFAULT_IMAGE", "busybox");
        return variables;
    }
}
