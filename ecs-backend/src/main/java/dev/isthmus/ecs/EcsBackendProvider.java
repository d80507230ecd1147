package dev.isthmus.ecs;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.api.backend.BackendProvider;
import dev.isthmus.api.backend.MasterMeaning;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.budget.RaisedQuota;
import dev.isthmus.ecs.budget.RequestBudget;
import dev.isthmus.ecs.call.RunTaskOptions;
import dev.isthmus.ecs.engine.EngineOptions;
import dev.isthmus.ecs.event.HeardCluster;
import dev.isthmus.ecs.fargate.SlotSettings;
import dev.isthmus.ecs.growth.GrowthSettings;
import dev.isthmus.ecs.plan.Defaults;
import dev.isthmus.ecs.plan.LogSettings;
import dev.isthmus.ecs.plan.Sandboxes;
import dev.isthmus.ecs.rules.TagSettings;
import dev.isthmus.ecs.rules.TaskTags;
import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.ecs.sqs.QueueUrl;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the backend {@code ecs}: an Amazon ECS cluster, called with the AWS SDK for Java. */
public final class EcsBackendProvider implements BackendProvider {

    private static final Logger LOG = LoggerFactory.getLogger(EcsBackendProvider.class);

    private final AwsAccess aws;

    /** Called by {@link java.util.ServiceLoader}. */
    public EcsBackendProvider() {
        this(AwsAccess.network());
    }

    /**
     * For backends that reach AWS in a way of their own.
     *
     * @param aws how they do
     */
    public EcsBackendProvider(AwsAccess aws) {
        this.aws = Objects.requireNonNull(aws, "aws");
    }

    @Override
    public String name() {
        return "ecs";
    }

    @Override
    public List<Setting<?>> settings() {
        return EcsSettings.all();
    }

    @Override
    public MasterMeaning meaningOf(String master) {
        return ClusterNames.meaningOf(master);
    }

    /**
     * Opens the backend without calling ECS. Where neither the settings nor the AWS profile name a region, this may ask the machine's metadata
     * service.
     *
     * @throws dev.isthmus.api.backend.BackendException if no region can be found
     * @throws dev.isthmus.api.settings.InvalidSettingException if a setting is invalid
     */
    @Override
    public Backend open(BackendContext context) {
        Settings settings = Objects.requireNonNull(context, "context").settings();
        LongWaits.of(settings).forEach(LOG::warn);
        Target target = Target.of(settings.get(EcsSettings.CLUSTER), settings.get(EcsSettings.ENDPOINT));
        Defaults defaults = defaults(settings, target.region());
        RequestBudget budget =
                new RequestBudget(settings.get(EcsSettings.BUDGET_PERCENT), settings.get(RaisedQuota.RAISED));
        EngineOptions options = new EngineOptions(
                settings.get(EcsSettings.LAUNCH),
                defaults,
                settings.get(EcsSettings.POLL_BUSY),
                settings.get(EcsSettings.POLL_IDLE),
                settings.get(EcsSettings.CONSISTENCY_WINDOW),
                settings.get(EcsSettings.LAUNCH_PATIENCE),
                budget,
                budget.places(),
                settings.get(EcsSettings.INSTANCES),
                settings.get(EcsSettings.CAP),
                settings.get(QueueUrl.EVENTS).map(queue -> new HeardCluster(target.cluster(), target.region())),
                LogSettings.tailed(settings, target.region()).isPresent());
        return new EcsBackend(context, target, aws, options);
    }

    private static Defaults defaults(Settings settings, String region) {
        List<String> subnets = settings.get(EcsSettings.SUBNETS);
        List<String> groups = settings.get(EcsSettings.SECURITY_GROUPS);
        TaskTags tags = new TaskTags(settings.get(TagSettings.TAGS), settings.get(TagSettings.TAG_LABELS));
        EcsSettings.requireTogether(settings);
        return Defaults.builder()
                .image(settings.get(EcsSettings.DEFAULT_IMAGE))
                .rules(settings.get(EcsSettings.TASK_DEFINITION_RULES))
                .log(LogSettings.of(settings, region))
                .tasks(settings.get(EcsSettings.TASK_RULES))
                .roles(settings.get(EcsSettings.ROLES))
                .network(
                        subnets.isEmpty() ? Optional.empty() : Optional.of(new RunTaskOptions.Network(subnets, groups)))
                .dynamicPorts(settings.get(EcsSettings.HOST_PORTS) == EcsSettings.HostPorts.DYNAMIC)
                .keep(settings.get(EcsSettings.KEEP_DEFINITIONS).intValue())
                .sandboxes(new Sandboxes(
                        settings.get(SandboxSettings.SANDBOX) == SandboxSettings.Mode.ALWAYS,
                        settings.get(SandboxSettings.FETCH_IMAGE),
                        settings.get(SandboxSettings.FETCH_PATHS),
                        settings.get(SandboxSettings.SANDBOX_KEPT)))
                .tags(tags)
                .exec(settings.get(EcsSettings.EXEC))
                .fargate(settings.get(SlotSettings.FARGATE))
                .growth(settings.get(GrowthSettings.GROWTH))
                .build();
    }
}
