package dev.isthmus.ecs.plan;

import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.task.Container;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.api.task.Volume;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.ecs.call.RunTaskOptions;
import dev.isthmus.ecs.definition.DefinitionContent;
import dev.isthmus.ecs.definition.Ranges;
import dev.isthmus.ecs.definition.UnsupportedFieldException;
import dev.isthmus.ecs.docker.DockerParameters;
import dev.isthmus.ecs.docker.Networks;
import dev.isthmus.ecs.fargate.CpuArchitecture;
import dev.isthmus.ecs.fargate.FargateSlot;
import dev.isthmus.ecs.fargate.SlotSettings;
import dev.isthmus.ecs.plan.Plan.Planned;
import dev.isthmus.ecs.plan.Plan.Wanted;
import dev.isthmus.ecs.rules.RuleKey;
import dev.isthmus.ecs.rules.RuleValues;
import dev.isthmus.ecs.rules.TaskLabels;
import dev.isthmus.ecs.rules.TaskRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Builds the plan of one launch. */
final class Planning {

    private final TaskSpec spec;
    private final String taskId;
    private final OptionalLong memory;
    private final RuleValues choices;
    private final Defaults defaults;
    /** Where the task is to run on Fargate. */
    private final Optional<SlotSettings> fargate;

    private final List<String> warnings = new ArrayList<>();

    Planning(Launch launch, RuleValues choices, Defaults defaults) {
        this.spec = launch.spec();
        this.taskId = launch.task().task().value();
        this.memory = limitOf(launch.taken());
        this.choices = choices;
        this.defaults = defaults;
        this.fargate = defaults.fargate()
                .filter(any -> FargateSlot.isSlot(launch.task().agent()));
        if (!launch.taken().limits().amount(ResourceName.ECS_CPU).isZero()) {
            warnings.add(
                    "the limit of cpus is not enforced: ECS gives a task its share of the CPU, and more while nobody else wants it");
        }
        spec.unheeded()
                .forEach(field ->
                        warnings.add("field " + field + " of the task is not honoured: ECS has nothing for it"));
    }

    private static OptionalLong limitOf(Taken taken) {
        return taken.unlimited().contains(ResourceName.ECS_MEMORY)
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(
                        taken.accounted().amount(ResourceName.ECS_MEMORY).wholeDown(),
                        taken.limits().amount(ResourceName.ECS_MEMORY).wholeUp()));
    }

    /**
     * Plans to run an existing task definition.
     *
     * @param byOperator whether a setting names it, and not the framework
     */
    Plan existing(String reference, String namedBy, boolean byOperator) {
        Provisioning.requireNothingToFetch(
                spec.command().uris(),
                choices,
                defaults.sandboxes(),
                "the existing task definition " + reference + ", which " + namedBy + " names",
                warnings);
        Container container = spec.container();
        boolean more = !container.portMappings().isEmpty()
                || !container.volumes().isEmpty()
                || container.privileged()
                || container.parameters().stream().anyMatch(DockerParameters::isOfDefinition)
                || container
                        .image()
                        .filter(name -> !name.equals(Planner.NO_IMAGE))
                        .isPresent();
        if (more) {
            warnings.add(
                    "the image, port mappings, volumes, privileges and Docker parameters of a task that runs the existing definition "
                            + reference + " are not used; the definition's own are");
        }
        return new Planned(
                new Wanted.Existing(
                        reference,
                        namedBy,
                        byOperator
                                ? Optional.empty()
                                : Optional.of(defaults.roles().all())),
                Commands.inExisting(spec.command()),
                environment(DockerParameters.environmentOf(container.parameters())),
                Optional.ofNullable(spec.labels().get(TaskLabels.CONTAINER)).or(() -> choices.text(RuleKey.CONTAINER)),
                surroundings(),
                architecture(),
                Optional.empty(),
                warnings);
    }

    /** Runs the image that the task names. */
    Plan ofImage(String image) {
        if (spec.container().forcePullImage()) {
            warnings.add("force_pull_image is not honoured: the pull behaviour of ECS is a setting of its agent "
                    + "(ECS_IMAGE_PULL_BEHAVIOR)");
        }
        return own(image, Commands.inImage(spec.command()), Optional.empty(), false);
    }

    /** Runs the image that settings name, as the user whom the command names. */
    Plan ofImageOfSettings(String image) {
        return own(image, Commands.withoutImage(spec.command()), spec.command().user(), true);
    }

    private Plan own(String image, Commands.Run run, Optional<String> user, boolean bare) {
        Container container = spec.container();
        DockerParameters parameters = DockerParameters.read(container, user, taskId, memory, warnings);
        SortedMap<String, String> environment = environment(parameters.environment());
        boolean dynamic = choices.text(RuleKey.PORTS).map("dynamic"::equals).orElse(defaults.dynamicPorts());
        Networks network = fargate.isPresent()
                ? Networks.onFargate(container, warnings)
                : Networks.of(container, choices.text(RuleKey.NETWORK), dynamic, warnings);
        if (fargate.isEmpty()) {
            Networks.requirePossible(network.mode(), parameters.execution());
        }
        RunTaskOptions surroundings = surroundings();
        Provisioning.Made made = new Provisioning(choices, defaults.sandboxes(), surroundings, warnings)
                .of(
                        new Provisioning.Task(
                                spec.command(),
                                bare,
                                entryPoint(run, parameters),
                                network.mode(),
                                parameters.execution()),
                        environment);
        List<Volume> volumes = new ArrayList<>(Networks.volumes(container, parameters.volumes(), choices.volumes()));
        volumes.addAll(made.volumes());
        DefinitionContent content = new DefinitionContent(
                image,
                network.mode(),
                made.entryPoint(),
                made.execution().on(architecture()),
                network.ports(),
                volumes,
                spec.healthCheck()
                        .map(check -> ContainerHealthChecks.translate(check, environment, warnings))
                        .map(check ->
                                made.provisions().hasPrelude() ? ContainerHealthChecks.fromTheFetching(check) : check),
                stopTimeout(parameters),
                log(parameters),
                DefinitionContent.Fixed.NOTHING,
                made.provisions(),
                Optional.empty());
        return new Planned(
                new Wanted.Own(fargate.map(
                                slots -> FargateDefinitions.of(content, surroundings.executionRole(), slots, warnings))
                        .orElse(content)),
                run.passed(),
                environment,
                Optional.of(DefinitionContent.CONTAINER),
                surroundings,
                architecture(),
                made.fetched(),
                warnings);
    }

    private static List<String> entryPoint(Commands.Run run, DockerParameters parameters) {
        if (parameters.entryPoint().isEmpty()) {
            return run.entryPoint();
        }
        if (!run.entryPoint().isEmpty()) {
            throw new UnsupportedFieldException("docker parameter 'entrypoint' is '"
                    + parameters.entryPoint().get() + "', and the command begins with "
                    + run.entryPoint().get(0)
                    + ": for an entry point of its own, give the task an image and a command with shell: false");
        }
        return List.of(parameters.entryPoint().get());
    }

    private OptionalInt stopTimeout(DockerParameters parameters) {
        return spec.killGrace()
                .map(grace -> OptionalInt.of(Ranges.within(
                        "kill grace period",
                        Ranges.seconds(grace),
                        1,
                        DefinitionContent.LONGEST_STOP_TIMEOUT,
                        warnings)))
                .orElse(parameters.stopTimeout());
    }

    private Optional<DefinitionContent.Log> log(DockerParameters parameters) {
        Optional<String> ruled = choices.text(RuleKey.LOG_DRIVER);
        if (ruled.isPresent() && parameters.log().isPresent()) {
            warnings.add("its log driver " + parameters.log().get().driver() + " is not used, because a rule of "
                    + TaskRules.SETTING + " sets " + ruled.get());
        }
        return ruled.map(driver -> new DefinitionContent.Log(driver, choices.logOptions()))
                .or(parameters::log)
                .or(defaults::log);
    }

    /** A variable that stands in both has the parameter's value. */
    private SortedMap<String, String> environment(SortedMap<String, String> parameters) {
        SortedMap<String, String> environment = new TreeMap<>(spec.command().environment());
        environment.putAll(parameters);
        return environment;
    }

    /** A task that says nothing runs on whatever takes it, as in Mesos. */
    private Optional<CpuArchitecture> architecture() {
        return choices.text(RuleKey.ARCH).flatMap(CpuArchitecture::of);
    }

    private RunTaskOptions surroundings() {
        List<String> subnets = choices.items(RuleKey.SUBNETS);
        List<String> groups = choices.items(RuleKey.SECURITY_GROUPS);
        Optional<RunTaskOptions.Network> set = defaults.network();
        if (subnets.isEmpty()) {
            subnets = set.map(RunTaskOptions.Network::subnets).orElse(List.of());
        }
        if (groups.isEmpty()) {
            groups = set.map(RunTaskOptions.Network::securityGroups).orElse(List.of());
        }
        return new RunTaskOptions(
                taskRole(),
                choices.text(RuleKey.EXECUTION_ROLE).flatMap(defaults.roles()::find),
                subnets.isEmpty() ? Optional.empty() : Optional.of(new RunTaskOptions.Network(subnets, groups)),
                defaults.tags().of(choices, spec.labels(), warnings),
                choices.text(RuleKey.EXEC).map("true"::equals).orElse(defaults.exec()));
    }

    private Optional<String> taskRole() {
        String asked = spec.labels().get(TaskLabels.ROLE);
        if (asked == null) {
            return choices.text(RuleKey.TASK_ROLE).flatMap(defaults.roles()::find);
        }
        Optional<String> role = defaults.roles().find(asked.strip());
        if (role.isEmpty()) {
            throw new UnsupportedFieldException("label " + TaskLabels.ROLE + "='" + asked
                    + "' names a role that ISTHMUS_ROLES does not allow (it has: "
                    + defaults.roles().names() + "): name one of those, or have it added there");
        }
        return role;
    }
}
