package dev.isthmus.ecs.launch;

import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.ecs.call.DefinitionContent;
import dev.isthmus.ecs.call.DefinitionView;
import dev.isthmus.ecs.call.DefinitionView.ContainerDefinitionView;
import dev.isthmus.ecs.call.JsonLength;
import dev.isthmus.ecs.call.Pin;
import dev.isthmus.ecs.call.StartRequest;
import dev.isthmus.ecs.call.StartRequest.Sizes;
import dev.isthmus.ecs.definition.Plan.Planned;
import dev.isthmus.ecs.definition.Plan.Wanted;
import dev.isthmus.ecs.definition.Planner;
import dev.isthmus.ecs.task.Identity;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts together what is asked of ECS for a launch: the overrides, which carry what differs from task to task. */
final class Requests {

    /** The least memory of a container: Docker's own bound since 20.10. */
    static final int LEAST_MEMORY = 6;

    /** The most characters that the overrides of a task may have, as JSON. */
    static final int LONGEST_OVERRIDES = 8192;

    private static final Set<ResourceName> KNOWN = Set.of(
            ResourceName.ECS_CPU,
            ResourceName.ECS_MEMORY,
            ResourceName.ECS_GPU,
            ResourceName.ECS_PORTS,
            ResourceName.ECS_PORTS_UDP);

    private Requests() {}

    /** A launch that cannot be asked for; the message says what is wrong and what to do. */
    static final class InvalidLaunchException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String why;

        InvalidLaunchException(String why) {
            super(why);
            this.why = why;
        }

        /** What is wrong and what to do. */
        String why() {
            return why;
        }
    }

    /** Puts a request together. */
    static StartRequest build(Launch launch, Planned plan, DefinitionView definition, Pin pin)
            throws InvalidLaunchException {
        ContainerDefinitionView container = container(plan, definition);
        if (plan.definition() instanceof Wanted.Existing) {
            checkPorts(launch.taken().accounted(), definition);
        }
        StartRequest request = request(
                launch, plan, pin, definition.arn(), container, sizes(launch.taken(), container.reservesMemory()));
        int length = length(request);
        if (length > LONGEST_OVERRIDES) {
            throw new InvalidLaunchException("command and environment make overrides of " + length
                    + " characters, and ECS takes at most " + LONGEST_OVERRIDES
                    + ": shorten them, or put what is the same for every task into task definition "
                    + definition.arn());
        }
        return request;
    }

    /** The request for a definition of ours that is not there yet, however long it is. */
    static StartRequest unbounded(Launch launch, Planned plan, DefinitionContent content)
            throws InvalidLaunchException {
        ContainerDefinitionView container = new ContainerDefinitionView(
                DefinitionContent.CONTAINER, true, content.entryPoint(), PortRanges.NONE, false);
        return request(launch, plan, new Pin.ByName(""), "", container, sizes(launch.taken(), false));
    }

    private static StartRequest request(
            Launch launch,
            Planned plan,
            Pin pin,
            String definitionArn,
            ContainerDefinitionView container,
            Sizes sizes) {
        SortedMap<String, String> environment = new TreeMap<>(plan.environment());
        environment.putAll(Identity.write(launch.task()));
        return new StartRequest(
                pin,
                definitionArn,
                container.name(),
                Planner.override(plan.command(), container.entryPoint()),
                environment,
                sizes,
                Identity.mark(launch.task().framework()),
                launch.task().launch().value());
    }

    /** How many characters the overrides have as JSON. */
    static int length(StartRequest request) {
        Sizes sizes = request.sizes();
        int length = "{\"containerOverrides\":[{\"name\":,\"environment\":[]}]}".length()
                + JsonLength.text(request.container());
        for (var variable : request.environment().entrySet()) {
            length += JsonLength.variable(variable);
        }
        length += request.command()
                .map(words -> JsonLength.list("command", words))
                .orElse(0);
        length += JsonLength.number("cpu", sizes.cpu());
        length += JsonLength.number("memory", sizes.memory());
        length += JsonLength.number("memoryReservation", sizes.memoryReservation());
        if (sizes.gpus().isPresent()) {
            length += ",\"resourceRequirements\":[{\"type\":\"GPU\",\"value\":\"99\"}]".length();
        }
        return length;
    }

    private static ContainerDefinitionView container(Planned plan, DefinitionView definition)
            throws InvalidLaunchException {
        Optional<String> named = plan.container();
        if (named.isPresent()) {
            return definition
                    .container(named.get())
                    .orElseThrow(() -> new InvalidLaunchException("task definition " + definition.arn()
                            + " has no container '" + named.get() + "', which label " + Planner.CONTAINER_LABEL
                            + " names: it has " + definition.names()));
        }
        return definition
                .onlyEssential()
                .orElseThrow(() -> new InvalidLaunchException("task definition " + definition.arn()
                        + " has several essential containers (" + definition.names()
                        + "): say which one the task's resources are for with label " + Planner.CONTAINER_LABEL));
    }

    private static void checkPorts(Resources taken, DefinitionView definition) throws InvalidLaunchException {
        PortRanges asked = taken.ports(ResourceName.ECS_PORTS).union(taken.ports(ResourceName.ECS_PORTS_UDP));
        PortRanges held = definition.hostPorts();
        if (!held.containsAll(asked)) {
            throw new InvalidLaunchException(
                    "the task asks for ports " + asked + ", but task definition " + definition.arn()
                            + " holds host ports " + held
                            + ": ask for no other ports than those, or map the ports in another revision of the definition");
        }
    }

    private static Sizes sizes(Taken taken, boolean reserves) throws InvalidLaunchException {
        Resources accounted = taken.accounted();
        for (ResourceName name : accounted.quantities().keySet()) {
            if (!KNOWN.contains(name)) {
                throw new InvalidLaunchException(
                        "resource " + name + " cannot be asked of ECS for a task: only CPU, MEMORY, GPU and ports can");
            }
        }
        long cpu = accounted.amount(ResourceName.ECS_CPU).wholeDown();
        long gpus = accounted.amount(ResourceName.ECS_GPU).wholeDown();
        long reserved = accounted.amount(ResourceName.ECS_MEMORY).wholeDown();
        long limit = Math.max(
                reserved, taken.limits().amount(ResourceName.ECS_MEMORY).wholeUp());
        if (reserved < LEAST_MEMORY) {
            throw new InvalidLaunchException("the task asks for " + accounted.amount(ResourceName.ECS_MEMORY)
                    + " MiB of memory, and a container needs at least " + LEAST_MEMORY + ": ask for more mem");
        }
        requireInt("CPU", cpu);
        requireInt("MEMORY", limit);
        requireInt("GPU", gpus);
        if (reserves && limit == reserved) {
            // The definition's own reservation would be accounted instead; one of ours must be below the limit.
            limit = reserved + 1;
        }
        return new Sizes(
                cpu == 0 ? OptionalInt.empty() : OptionalInt.of((int) cpu),
                OptionalInt.of((int) limit),
                limit == reserved ? OptionalInt.empty() : OptionalInt.of((int) reserved),
                gpus == 0 ? OptionalInt.empty() : OptionalInt.of((int) gpus));
    }

    private static void requireInt(String name, long value) throws InvalidLaunchException {
        if (value >= Integer.MAX_VALUE) {
            throw new InvalidLaunchException("the task asks for " + value + " of " + name + ", and ECS takes at most "
                    + (Integer.MAX_VALUE - 1));
        }
    }
}
