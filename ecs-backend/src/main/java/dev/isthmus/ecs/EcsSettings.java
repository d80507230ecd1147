package dev.isthmus.ecs;

import com.google.common.base.Splitter;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.ecs.host.LookupMode;
import dev.isthmus.ecs.inventory.CapacityCap;
import dev.isthmus.ecs.launch.LaunchMode;
import dev.isthmus.ecs.rules.DefinitionRules;
import dev.isthmus.ecs.rules.IamRoles;
import dev.isthmus.ecs.rules.TaskRules;
import dev.isthmus.ecs.sdk.FailureTable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What can be set of the ECS backend. Credentials and region are the AWS SDK's own, and set as for every AWS tool. */
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

    /** Which cluster. */
    public static final Setting<String> CLUSTER = new Setting<>(
            "AWS_ECS_CLUSTER",
            "The ECS cluster, by name or ARN. An ARN also names the region.",
            "default",
            ClusterNames::cluster);

    /** Where ECS is. */
    public static final Setting<Optional<URI>> ENDPOINT = Setting.optionalUri(
            "AWS_ECS_ENDPOINT",
            "The address of ECS, when it is not the region's own: a VPC endpoint, or a fake cluster on this machine. When no region is set, the "
                    + "one it names is taken (ecs.<region>.amazonaws.com); on a loopback address, us-east-1.");

    /** Whether EC2 is asked for host names. */
    public static final Setting<LookupMode> EC2_LOOKUP = Setting.choice(
            "ISTHMUS_EC2_LOOKUP",
            "Whether EC2 is asked for the host names and addresses of agents: true, false, or auto, which is true unless AWS_ECS_ENDPOINT is on "
                    + "this machine and ISTHMUS_EC2_ENDPOINT is not set.",
            LookupMode.AUTO);

    /** Where EC2 is. */
    public static final Setting<Optional<URI>> EC2_ENDPOINT = Setting.optionalUri(
            "ISTHMUS_EC2_ENDPOINT", "The address of EC2, when it is not the region's own, such as a VPC endpoint.");

    /** By which operation tasks are started. */
    public static final Setting<LaunchMode> LAUNCH = Setting.choice(
            "ISTHMUS_LAUNCH",
            "How tasks are started: run-task (bound to the offered instance; a lost answer is asked for again without risk) or start-task.",
            LaunchMode.RUN_TASK);

    /** How long a launch waits for room that others have taken. */
    public static final Setting<Duration> LAUNCH_PATIENCE = Setting.duration(
            "ISTHMUS_LAUNCH_PATIENCE",
            "How long a launch waits on its agent, as staging, when others have taken the room that it was offered, before it is told as lost; "
                    + "0s tells it at once.",
            "60s");

    /** The image of commands without one. */
    public static final Setting<Optional<String>> DEFAULT_IMAGE = Setting.optionalText(
            "ISTHMUS_DEFAULT_IMAGE",
            "The Docker image in which commands run that name no image; it needs /bin/sh. Without it such tasks are refused.");

    /** Which tasks run existing definitions. */
    public static final Setting<DefinitionRules> TASK_DEFINITION_RULES = new Setting<>(
            "ISTHMUS_TASK_DEFINITION_RULES",
            "Which existing task definitions tasks run, by patterns of framework and task names, first match first: "
                    + "chronos/etl-*=etl:3;*/nginx*=nginx.",
            "",
            DefinitionRules::parse);

    /** What holds for tasks by their names. */
    public static final Setting<TaskRules> TASK_RULES = new Setting<>(
            "ISTHMUS_TASK_RULES",
            "What holds for tasks by patterns of framework and task names, of each key the first match: chronos/etl-*=image:python:3.12 "
                    + "task-role:etl;*/*=log-driver:json-file. Keys: image, container, task-role, execution-role, network, subnets, "
                    + "security-groups, ports, volume, log-driver, log-option, sandbox, uris, fetcher, registry-credentials, secret.",
            "",
            TaskRules::parse);

    /** Which roles tasks may have. */
    public static final Setting<IamRoles> ROLES = new Setting<>(
            "ISTHMUS_ROLES",
            "The only IAM roles that tasks may have: etl=arn:aws:iam::123456789012:role/etl, separated by commas. A task asks for one by "
                    + "label isthmus.task-role; rules give them by task-role and execution-role.",
            "",
            IamRoles::parse);

    /** Where network interfaces of tasks are. */
    public static final Setting<List<String>> SUBNETS = ids(
            "ISTHMUS_SUBNETS",
            "The subnets of tasks with network mode awsvpc, one for each zone of the cluster, where no rule says.",
            "subnet-",
            16);

    /** Their security groups. */
    public static final Setting<List<String>> SECURITY_GROUPS = ids(
            "ISTHMUS_SECURITY_GROUPS",
            "The security groups of tasks with network mode awsvpc, where no rule says; without any, the VPC's default.",
            "sg-",
            5);

    /** Who chooses host ports. */
    public static final Setting<HostPorts> HOST_PORTS = Setting.choice(
            "ISTHMUS_HOST_PORTS",
            "Which host ports the port mappings of a BRIDGE task have: exact (those of the offer that the task asks for) or dynamic (ECS "
                    + "chooses, and the status update tells them), where no rule says.",
            HostPorts.EXACT);

    /** How many definitions of ours are kept. */
    public static final Setting<Long> KEEP_DEFINITIONS = Setting.number(
            "ISTHMUS_KEEP_DEFINITIONS",
            "How many task definitions that Isthmus registered are kept active; beyond that, the oldest that nothing runs are deregistered. 0 "
                    + "keeps all.",
            0,
            0,
            1_000_000);

    /** The log driver of our definitions. */
    public static final Setting<Optional<String>> LOG_DRIVER = Setting.optionalText(
            "ISTHMUS_LOG_DRIVER",
            "The log driver of task definitions that are registered, such as awslogs or json-file; without it, the container runtime's own.");

    /** The options of that driver. */
    public static final Setting<SortedMap<String, String>> LOG_OPTIONS = new Setting<>(
            "ISTHMUS_LOG_OPTIONS",
            "The options of that log driver: awslogs-group=mesos,awslogs-region=eu-west-1.",
            "",
            EcsSettings::options);

    /** How often to look while something is changing. */
    public static final Setting<Duration> POLL_BUSY = positive(
            "ISTHMUS_POLL_BUSY", "How often the cluster is looked at while tasks are starting or stopping.", "1s");

    /** How often to look otherwise. */
    public static final Setting<Duration> POLL_IDLE =
            positive("ISTHMUS_POLL_IDLE", "How often the cluster is looked at while nothing is changing.", "5s");

    /** What errors of ECS mean. */
    public static final Setting<FailureTable> ECS_FAILURES = new Setting<>(
            "ISTHMUS_ECS_FAILURES",
            "What errors of ECS mean, before what is built in: lines of category, code, HTTP status and text, separated by semicolons, such as "
                    + "transient ClientException 400 try again; or file: and the path of a file of them.",
            "",
            FailureTable::parse);

    /** How long ECS may take to show what was done. */
    public static final Setting<Duration> CONSISTENCY_WINDOW = positive(
            "ISTHMUS_CONSISTENCY_WINDOW",
            "How long ECS may take to show a task that was started. Before that it does not count as lost, and for some time after a "
                    + "restart no task is called unknown.",
            "60s");

    /** How long one call may take. */
    public static final Setting<Duration> CALL_TIMEOUT =
            positive("ISTHMUS_CALL_TIMEOUT", "How long one call to ECS may take.", "10s");

    /** Our share of the request budgets. */
    public static final Setting<Long> BUDGET_PERCENT = Setting.number(
            "ISTHMUS_BUDGET_PERCENT",
            "This driver's share of the request budget that AWS grants the account in the region, in percent.",
            100,
            1,
            100);

    /** Which instances are ours to use. */
    public static final Setting<Optional<String>> INSTANCES = Setting.optionalText(
            "ISTHMUS_INSTANCES",
            "Which container instances this driver uses, as an expression of the cluster query language, such as "
                    + "attribute:team == batch; without it, all of the cluster.");

    /** The most we may have. */
    public static final Setting<CapacityCap> CAP = new Setting<>(
            "ISTHMUS_CAP",
            "The most that this driver may have of the cluster, its tasks and offers together: cpus=10;mem=20480;gpus=1. What is not named has "
                    + "no bound.",
            "",
            CapacityCap::parse);

    private EcsSettings() {}

    /** All of them. */
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
                KEEP_DEFINITIONS,
                LOG_DRIVER,
                LOG_OPTIONS,
                POLL_BUSY,
                POLL_IDLE,
                ECS_FAILURES,
                CONSISTENCY_WINDOW,
                CALL_TIMEOUT,
                BUDGET_PERCENT,
                INSTANCES,
                CAP);
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

    private static SortedMap<String, String> options(String text) {
        SortedMap<String, String> options = new TreeMap<>();
        for (String part : COMMAS.split(text)) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("'" + part + "' is no option: want name=value,name=value");
            }
            options.put(
                    part.substring(0, equals).strip(),
                    part.substring(equals + 1).strip());
        }
        return options;
    }
}
