package dev.isthmus.operator.plan.world;

import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.operator.plan.world.AskedTask.Demand;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import java.util.List;

/** The cluster of a world: one instance, so large that a task of any sense has room, with the newest agent. */
final class PlannedCluster {

    /** The id of the task in its world; that of a framework differs from one task to the next. */
    static final String TASK = "plan";

    private static final int UNITS = 1024;
    private static final int SPARE_CPUS = 4;
    private static final int SPARE_MEMORY = 1024;

    private PlannedCluster() {}

    static FakeEcsConfig forTask(Demand demand) {
        InstanceSpec instance = InstanceSpec.of((demand.cpus() + SPARE_CPUS) * UNITS, demand.memory() + SPARE_MEMORY)
                .withGpus(demand.gpus())
                .withAttribute("isthmus.hostname", "agent.plan")
                .withAttribute("isthmus.ip", "127.0.0.1")
                .withAttribute("isthmus.disk", String.valueOf(demand.disk() + SPARE_MEMORY));
        return FakeEcsConfig.builder().instance(instance).build();
    }

    /** The user's, but for what would let no task into this world, or lead out of it. */
    static Settings settings(Settings settings, String cluster) {
        Settings.Builder inWorld = settings.toBuilder()
                .set(EcsSettings.CLUSTER, cluster)
                .set(EcsSettings.ENDPOINT, "http://127.0.0.1:1")
                .set(EcsSettings.LAUNCH_PATIENCE, "0s")
                .set(JournalProvider.JOURNAL, JournalProvider.NONE);
        List.of(EcsSettings.INSTANCES, EcsSettings.CAP, EcsSettings.BUDGET_PERCENT)
                .forEach(setting -> inWorld.set(setting, ""));
        return inWorld.build();
    }
}
