package dev.isthmus.ecs;

import com.google.common.base.Splitter;
import dev.isthmus.api.settings.InvalidSettingException;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.budget.RaisedQuota;
import dev.isthmus.ecs.fargate.SlotSettings;
import dev.isthmus.ecs.growth.GrowthSettings;
import dev.isthmus.ecs.host.LookupMode;
import dev.isthmus.ecs.inventory.CapacityCap;
import dev.isthmus.ecs.launch.LaunchMode;
import dev.isthmus.ecs.plan.LogSettings;
import dev.isthmus.ecs.rules.DefinitionRules;
import dev.isthmus.ecs.rules.IamRoles;
import dev.isthmus.ecs.rules.TagSettings;
import dev.isthmus.ecs.rules.TaskRules;
import dev.isthmus.ecs.rules.TaskTags;
import dev.isthmus.ecs.sdk.FailureTable;
import dev.isthmus.ecs.sqs.QueueUrl;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Settings of the ECS backend. Credentials and region are settings of the AWS SDK, as for every AWS tool. */
public final class EcsSettings {

    /** Who chooses the host ports of port mappings. */
    public enum HostPorts {
        /** The framework, from the ports of its offer. */
        EXACT,
        /** ECS. */
        DYNAMIC
    }

    private static final Splitter COMMAS = Splitter.on(',').trimResults().omitEmptyStrings();

    private static final Duration SHORTEST = Duration.ofMillis(10);

    /** The cluster, by name or ARN. */
    public static final Setting<String> CLUSTER = new Setting<>(
            "AWS_ECS_CLUSTER",
            "The ECS cluster, by name or ARN. An ARN also names the region.",
            "default",
            ClusterNames::cluster);

    /** The endpoint of ECS. */
    public static final Setting<Optional<URI>> ENDPOINT = Setting.optionalUri(
            "AWS_ECS_ENDPOINT",
            "The address of ECS, when it is not the region's own: a VPC endpoint, or a fake cluster on this machine. When no "
                    + "region is set, the one in the address is used (ecs.<region>.amazonaws.com); for a loopback address, us-east-1.");

    /** Whether EC2 is asked for host names. */
    public static final Setting<LookupMode> EC2_LOOKUP = Setting.choice(
            "ISTHMUS_EC2_LOOKUP",
            "Whether to ask EC2 for the host names and addresses of agents: true, false, or auto, which is true unless "
                    + "AWS_ECS_ENDPOINT is on this machine and ISTHMUS_EC2_ENDPOINT is not set.",
            LookupMode.AUTO);

    /** The endpoint of EC2. */
    public static final Setting<Optional<URI>> EC2_ENDPOINT = Setting.optionalUri(
            "ISTHMUS_EC2_ENDPOINT", "The address of EC2, when it is not the region's own, such as a VPC endpoint.");

    /** The operation that starts tasks. */
    public static final Setting<LaunchMode> LAUNCH = Setting.choice(
            "ISTHMUS_LAUNCH",
            "How to start tasks: run-task (bound to the offered instance, for whose capacity provider they count; safe to retry when an "
                    + "answer is lost), run-task-by-type (the same by launch type, so that they count for no capacity provider) or start-task.",
            LaunchMode.RUN_TASK);

    /** How long a launch is retried while other tasks use the resources it needs. */
    public static final Setting<Duration> LAUNCH_PATIENCE = Setting.duration(
            "ISTHMUS_LAUNCH_PATIENCE",
            "How long a launch waits on its agent, as staging, when others have taken the offered capacity, before it is "
                    + "reported as lost; 0s reports it at once, on an instance of a capacity provider with managed scaling after 10s.",
            "60s");

    /** The image for tasks that name none. */
    public static final Setting<Optional<String>> DEFAULT_IMAGE = Setting.optionalText(
            "ISTHMUS_DEFAULT_IMAGE",
            "The Docker image for commands without an image; it needs /bin/sh. If not set, such tasks are refused.");

    /** Rules that choose existing task definitions by task name. */
    public static final Setting<DefinitionRules> TASK_DEFINITION_RULES = new Setting<>(
            "ISTHMUS_TASK_DEFINITION_RULES",
            "Which existing task definitions tasks run, by patterns of framework and task names; the first match applies: "
                    + "chronos/etl-*=etl:3;*/nginx*=nginx.",
            "",
            DefinitionRules::parse);

    /** Rules that set properties of tasks by task name. */
    public static final Setting<TaskRules> TASK_RULES = new Setting<>(
            "ISTHMUS_TASK_RULES",
            "Rules for tasks, by patterns of framework and task names; for each key the first match applies: "
                    + "chronos/etl-*=image:python:3.12 task-role:etl;*/*=log-driver:json-file. Keys: image, container, task-role, "
                    + "execution-role, network, subnets, security-groups, ports, volume, log-driver, log-option, sandbox, uris, fetcher, "
                    + "registry-credentials, secret, tag, exec.",
            "",
            TaskRules::parse);

    /** The IAM roles that tasks may use. */
    public static final Setting<IamRoles> ROLES = new Setting<>(
            "ISTHMUS_ROLES",
            "The IAM roles that tasks may have; no others: etl=arn:aws:iam::123456789012:role/etl, separated by commas. A task "
                    + "asks for one by label isthmus.task-role; rules assign them by task-role and execution-role.",
            "",
            IamRoles::parse);

    /** The subnets for network interfaces of tasks. */
    public static final Setting<List<String>> SUBNETS = ids(
            "ISTHMUS_SUBNETS",
            "The subnets of tasks with network mode awsvpc, one for each zone of the cluster, unless a rule says otherwise.",
            "subnet-",
            16);

    /** The security groups of those interfaces. */
    public static final Setting<List<String>> SECURITY_GROUPS = ids(
            "ISTHMUS_SECURITY_GROUPS",
            "The security groups of tasks with network mode awsvpc, unless a rule says otherwise; if not set, the VPC's default.",
            "sg-",
            5);

    /** Whether commands may be executed in tasks. */
    public static final Setting<Boolean> EXEC = Setting.flag(
            "ISTHMUS_EXEC",
            "Whether commands may be executed in tasks by ECS Exec (./isthmus exec), unless a rule says otherwise. Such tasks need a "
                    + "task role, and a root file system that can be written; without, they are refused.",
            false);

    /** Who chooses host ports. */
    public static final Setting<HostPorts> HOST_PORTS = Setting.choice(
            "ISTHMUS_HOST_PORTS",
            "Which host ports the port mappings of a BRIDGE task have: exact (the ports of the offer that the task uses) or "
                    + "dynamic (ECS chooses, and the status update contains them), unless a rule says otherwise.",
            HostPorts.EXACT);

    /** How many of the task definitions that Isthmus registered are kept. */
    public static final Setting<Long> KEEP_DEFINITIONS = Setting.number(
            "ISTHMUS_KEEP_DEFINITIONS",
            "How many task definitions registered by Isthmus stay active; beyond that, the oldest unused ones are deregistered. "
                    + "0 keeps all.",
            0,
            0,
            1_000_000);

    /** The polling interval while tasks start or stop. */
    public static final Setting<Duration> POLL_BUSY =
            positive("ISTHMUS_POLL_BUSY", "How often to poll the cluster while tasks are starting or stopping.", "1s");

    /** The polling interval otherwise. */
    public static final Setting<Duration> POLL_IDLE =
            positive("ISTHMUS_POLL_IDLE", "How often to poll the cluster while nothing is changing.", "5s");

    /** A table that classifies errors of ECS. */
    public static final Setting<FailureTable> ECS_FAILURES = new Setting<>(
            "ISTHMUS_ECS_FAILURES",
            "How to classify errors of ECS, before the built-in table: lines of category, code, HTTP status and text, separated "
                    + "by semicolons, such as transient ClientException 400 try again; or file: and the path of a file of them.",
            "",
            FailureTable::parse);

    /** How long ECS may take to show the effect of a call. */
    public static final Setting<Duration> CONSISTENCY_WINDOW = positive(
            "ISTHMUS_CONSISTENCY_WINDOW",
            "How long a started task may take to become visible in ECS. Until then it does not count as lost, and for some time "
                    + "after a restart no task is reported as unknown.",
            "60s");

    /** The timeout of one call. */
    public static final Setting<Duration> CALL_TIMEOUT =
            positive("ISTHMUS_CALL_TIMEOUT", "The timeout of one call to ECS.", "10s");

    /** The share of the account's request budget that this driver uses. */
    public static final Setting<Long> BUDGET_PERCENT = Setting.number(
            "ISTHMUS_BUDGET_PERCENT",
            "This driver's share, in percent, of the request budget that AWS grants the account in the region.",
            100,
            1,
            100);

    /** The container instances that this driver uses. */
    public static final Setting<Optional<String>> INSTANCES = Setting.optionalText(
            "ISTHMUS_INSTANCES",
            "Which container instances this driver uses, as an expression of the cluster query language, such as attribute:team "
                    + "== batch; if not set, all of the cluster.");

    /** The most resources that this driver uses. */
    public static final Setting<CapacityCap> CAP = new Setting<>(
            "ISTHMUS_CAP",
            "The most that this driver may use of the cluster, by its tasks and offers together: cpus=10;mem=20480;gpus=1. "
                    + "Resources that are not named have no limit.",
            "",
            CapacityCap::parse);

    private EcsSettings() {}

    /** All settings of the backend. */
    public static List<Setting<?>> all() {
        return List.of(
                CLUSTER,
                ENDPOINT,
                EC2_LOOKUP,
                EC2_ENDPOINT,
                LAUNCH,
                LAUNCH_PATIENCE,
                DEFAULT_IMAGE,
                TASK_DEFINITION_RULES,
                TASK_RULES,
                ROLES,
                SUBNETS,
                SECURITY_GROUPS,
                HOST_PORTS,
                SandboxSettings.SANDBOX,
                SandboxSettings.FETCH_IMAGE,
                SandboxSettings.FETCH_PATHS,
                SandboxSettings.SANDBOX_KEPT,
                TagSettings.TAGS,
                TagSettings.TAG_LABELS,
                EXEC,
                KEEP_DEFINITIONS,
                LogSettings.GROUP,
                LogSettings.DRIVER,
                LogSettings.OPTIONS,
                LogSettings.TAIL,
                POLL_BUSY,
                POLL_IDLE,
                QueueUrl.EVENTS,
                ECS_FAILURES,
                CONSISTENCY_WINDOW,
                CALL_TIMEOUT,
                BUDGET_PERCENT,
                RaisedQuota.RAISED,
                INSTANCES,
                CAP,
                SlotSettings.FARGATE,
                GrowthSettings.GROWTH);
    }

    /** Throws {@link InvalidSettingException} where a setting is invalid, the rules for tasks do not fit the roles, subnets and tags that are set, or logs do not fit each other. */
    public static void requireTogether(Settings settings) {
        TaskRules rules = settings.get(TASK_RULES);
        TaskTags tags = new TaskTags(settings.get(TagSettings.TAGS), settings.get(TagSettings.TAG_LABELS));
        try {
            rules.check(settings.get(ROLES), !settings.get(SUBNETS).isEmpty());
            rules.check(tags);
            SlotSettings.requireNetwork(settings.get(SlotSettings.FARGATE), settings.get(SUBNETS));
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(String.valueOf(e.getMessage()), e);
        }
        LogSettings.requireTogether(settings);
    }

    private static Setting<List<String>> ids(String name, String meaning, String prefix, int most) {
        Pattern form = Pattern.compile(Pattern.quote(prefix) + "[0-9a-f]+");
        return new Setting<>(name, meaning, "", text -> {
            List<String> ids = COMMAS.splitToList(text);
            for (String id : ids) {
                if (!form.matcher(id).matches()) {
                    throw new IllegalArgumentException(
                            "'" + id + "' is no id: want " + prefix + "0a1b2c3d, several separated by commas");
                }
            }
            if (ids.size() > most) {
                throw new IllegalArgumentException("there are " + ids.size() + " ids: ECS takes at most " + most);
            }
            return ids;
        });
    }

    private static Setting<Duration> positive(String name, String meaning, String defaultText) {
        Setting<Duration> any = Setting.duration(name, meaning, defaultText);
        return new Setting<>(name, meaning, defaultText, text -> {
            Duration duration = any.reader().apply(text);
            if (duration.compareTo(SHORTEST) < 0) {
                throw new IllegalArgumentException("want at least " + SHORTEST.toMillis() + "ms");
            }
            return duration;
        });
    }
}
