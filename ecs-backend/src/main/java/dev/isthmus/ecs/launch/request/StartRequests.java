package dev.isthmus.ecs.launch.request;

import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.ecs.call.InstanceBinding;
import dev.isthmus.ecs.call.RunTaskOptions;
import dev.isthmus.ecs.call.StartRequest;
import dev.isthmus.ecs.call.StartRequest.Part;
import dev.isthmus.ecs.call.StartRequest.Sizes;
import dev.isthmus.ecs.definition.DefinitionContent;
import dev.isthmus.ecs.definition.JsonLength;
import dev.isthmus.ecs.definition.Provisions;
import dev.isthmus.ecs.definition.Provisions.Fetcher;
import dev.isthmus.ecs.fargate.FargateSizes;
import dev.isthmus.ecs.fargate.FargateSlot;
import dev.isthmus.ecs.fargate.SizeDemand;
import dev.isthmus.ecs.fetch.FetchScript;
import dev.isthmus.ecs.plan.Plan.CommandPassed;
import dev.isthmus.ecs.plan.Plan.Planned;
import dev.isthmus.ecs.plan.Plan.Wanted;
import dev.isthmus.ecs.plan.Planner;
import dev.isthmus.ecs.rules.TaskLabels;
import dev.isthmus.ecs.rules.TaskTags;
import dev.isthmus.ecs.task.Counting;
import dev.isthmus.ecs.task.Identity;
import dev.isthmus.ecs.task.Sandboxed;
import dev.isthmus.ecs.view.DefinitionView;
import dev.isthmus.ecs.view.DefinitionView.ContainerDefinitionView;
import dev.isthmus.ecs.view.DefinitionView.Own;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** Builds the request for a launch. What differs from task to task is in the overrides. */
public final class StartRequests {

    /** The most characters that the overrides of a task may have, as JSON. */
    static final int LONGEST_OVERRIDES = 8192;

    private StartRequests() {}

    /** The launch is invalid; the message says what is wrong and what to do. */
    public static final class InvalidLaunchException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String why;

        public InvalidLaunchException(String why) {
            super(why);
            this.why = why;
        }

        /** What is wrong and what to do. */
        public String why() {
            return why;
        }
    }

    /** Builds a request. */
    public static StartRequest build(LaunchBatch order, DefinitionView definition, InstanceBinding pin)
            throws InvalidLaunchException {
        List<Part> parts = new ArrayList<>();
        for (int place = 0; place < order.parts().size(); place++) {
            parts.add(order.isGroup() ? ofGroup(order, place, definition) : ofOne(order, definition));
        }
        if (definition.ownNetwork() && surroundings(order).network().isEmpty()) {
            throw new InvalidLaunchException("task definition " + definition.arn()
                    + " has network mode awsvpc, and it is not set in which subnets: set ISTHMUS_SUBNETS, or subnets:... "
                    + "in a rule of ISTHMUS_TASK_RULES");
        }
        StartRequest request = request(order, pin, definition, parts);
        ExecChecks.check(request, definition);
        int length = length(request);
        if (length > LONGEST_OVERRIDES) {
            throw new InvalidLaunchException("command and environment make overrides of " + length
                    + " characters, and ECS takes at most " + LONGEST_OVERRIDES
                    + ": shorten them, or put what is the same for every task into task definition "
                    + definition.arn());
        }
        return request;
    }

    /** The request for a task definition that is not registered yet, of any length. */
    static StartRequest unbounded(LaunchBatch asked) throws InvalidLaunchException {
        LaunchBatch order = FargateSlot.isSlot(asked.agent()) ? FargateSizing.within(asked, FargateSizes.MOST) : asked;
        List<ContainerDefinitionView> containers = new ArrayList<>();
        for (int place = 0; place < order.contents().size(); place++) {
            containers.addAll(views(order, place));
        }
        DefinitionView definition = new DefinitionView("", containers);
        List<Part> parts = new ArrayList<>();
        for (int place = 0; place < order.parts().size(); place++) {
            Optional<ContainerDefinitionView> container = definition.container(order.container(place));
            parts.add(part(order, place, definition, container.orElseThrow(), container, fetching(order, place)));
        }
        return request(order, longest(order), definition, parts);
    }

    /** What adds the most to the overrides that the agent may be bound by. */
    private static InstanceBinding longest(LaunchBatch order) {
        return FargateSlot.of(order.agent())
                .<InstanceBinding>map(slot -> new InstanceBinding.OnFargate(
                        slot.provider(),
                        FargateSizes.MOST,
                        OptionalInt.of(SizeDemand.MOST_STORAGE),
                        Optional.empty(),
                        false))
                .orElseGet(() -> new InstanceBinding.ByName(""));
    }

    /** The containers, of a definition that is not there yet, of the part at this place. */
    private static List<ContainerDefinitionView> views(LaunchBatch order, int place) {
        DefinitionContent content = order.contents().get(place);
        List<String> fetcher = content.provisions().fetcher().isPresent() ? List.of(order.fetcher(place)) : List.of();
        List<ContainerDefinitionView> views = new ArrayList<>();
        views.add(new ContainerDefinitionView(
                order.container(place), true, content.entryPoint(), PortRanges.NONE, false, Own.NOTHING, fetcher));
        fetcher.forEach(name -> views.add(new ContainerDefinitionView(name, false, List.of(), PortRanges.NONE, true)));
        return views;
    }

    private static Part ofOne(LaunchBatch order, DefinitionView definition) throws InvalidLaunchException {
        Launch launch = order.parts().get(0).launch();
        Planned plan = order.parts().get(0).plan();
        Optional<ContainerDefinitionView> container = container(plan, definition);
        Beside beside = fetching(order, 0);
        if (plan.definition() instanceof Wanted.Existing existing) {
            ExistingDefinition named = new ExistingDefinition(existing, definition);
            named.checkRoles();
            if (FargateSlot.isSlot(order.agent())) {
                beside = named.besideOnFargate(container, launch.taken().accounted());
            } else if (!definition.ownNetwork()) {
                named.checkPorts(launch.taken().accounted());
            }
        }
        return part(order, 0, definition, container.orElseGet(definition::firstEssential), container, beside);
    }

    /** What the container takes that fetches for a task. */
    private static Beside fetching(LaunchBatch order, int place) {
        return order.provisions(place).fetcher().isPresent()
                ? new Beside(0, Fetcher.MEMORY, "the container that fetches its uris")
                : Beside.NOTHING;
    }

    private static Part ofGroup(LaunchBatch order, int place, DefinitionView definition) throws InvalidLaunchException {
        String name = order.container(place);
        ContainerDefinitionView container = definition
                .container(name)
                .orElseThrow(() -> new InvalidLaunchException("task definition " + definition.arn() + " has containers "
                        + definition.names() + " and not " + name
                        + ", as one of Isthmus's own would: somebody else registered it; deregister it"));
        try {
            return part(order, place, definition, container, Optional.of(container), fetching(order, place));
        } catch (InvalidLaunchException e) {
            throw new InvalidLaunchException(
                    "task '" + order.parts().get(place).launch().task().task() + "' of the group: " + e.why());
        }
    }

    private static Part part(
            LaunchBatch order,
            int place,
            DefinitionView definition,
            ContainerDefinitionView container,
            Optional<ContainerDefinitionView> sized,
            Beside beside)
            throws InvalidLaunchException {
        Launch launch = order.parts().get(place).launch();
        Planned plan = order.parts().get(place).plan();
        Provisions provisions = order.provisions(place);
        SortedMap<String, String> environment = new TreeMap<>(plan.environment());
        // A task must not be able to say that its end is another.
        environment.remove(Sandboxed.VARIABLE);
        environment.putAll(Identity.write(launch.task()));
        Optional<Map.Entry<String, String>> counting = order.isGroup()
                ? Counting.writeMember(definition, container.name())
                : Counting.write(definition, container.name());
        counting.ifPresent(variable -> environment.put(variable.getKey(), variable.getValue()));
        Sandboxed.write(provisions).ifPresent(variable -> environment.put(variable.getKey(), variable.getValue()));
        return new Part(
                container.name(),
                Planner.override(plan.command(), container.entryPoint()),
                environment,
                ResourceOverrides.of(launch.taken(), definition, sized, beside));
    }

    /** What the containers are told that fetch for the parts. */
    private static List<Part> fetchers(LaunchBatch order) {
        List<Part> fetchers = new ArrayList<>();
        for (int place = 0; place < order.parts().size(); place++) {
            String name = order.fetcher(place);
            order.parts()
                    .get(place)
                    .plan()
                    .fetched()
                    .ifPresent(list -> fetchers.add(new Part(
                            name,
                            Optional.empty(),
                            new TreeMap<>(Map.of(FetchScript.VARIABLE, list.encoded())),
                            Sizes.OWN)));
        }
        return fetchers;
    }

    private static StartRequest request(
            LaunchBatch order, InstanceBinding pin, DefinitionView definition, List<Part> parts) {
        List<Part> all = new ArrayList<>(parts);
        all.addAll(fetchers(order));
        return new StartRequest(
                pin,
                definition.arn(),
                all,
                definition.ownNetwork()
                        ? surroundings(order)
                        : surroundings(order).withoutNetwork(),
                Identity.mark(order.first().framework()),
                order.first().launch().value());
    }

    /** Those of a group are the same for all but for their tags. */
    private static RunTaskOptions surroundings(LaunchBatch order) {
        List<RunTaskOptions> each =
                order.parts().stream().map(part -> part.plan().surroundings()).toList();
        return each.get(0)
                .with(TaskTags.ofGroup(each.stream().map(RunTaskOptions::tags).toList()));
    }

    /** How many characters the overrides have as JSON. */
    static int length(StartRequest request) {
        // No comma follows the last part.
        int length = "{\"containerOverrides\":[]}".length() - 1;
        length += request.pin()
                .fold(byConstraint -> 0, byName -> 0, InstanceBinding.OnFargate::jsonLength, byProvider -> 0);
        for (Part part : request.parts()) {
            length += length(part);
        }
        for (Optional<String> role : List.of(
                request.surroundings().taskRole(), request.surroundings().executionRole())) {
            length += role.map(arn -> ",\"executionRoleArn\":".length() + JsonLength.text(arn))
                    .orElse(0);
        }
        return length;
    }

    private static int length(Part part) {
        int length = "{\"name\":,\"environment\":[]},".length() + JsonLength.text(part.container());
        for (var variable : part.environment().entrySet()) {
            length += JsonLength.variable(variable);
        }
        length += part.command().map(words -> JsonLength.list("command", words)).orElse(0);
        return length + part.sizes().jsonLength();
    }

    /** The container that the task is about; empty if nobody says which of several that is. */
    private static Optional<ContainerDefinitionView> container(Planned plan, DefinitionView definition)
            throws InvalidLaunchException {
        if (plan.container().isPresent()) {
            String name = plan.container().get();
            Optional<ContainerDefinitionView> named = definition.container(name);
            if (named.isEmpty()) {
                throw new InvalidLaunchException("task definition " + definition.arn() + " has no container '" + name
                        + "', which label " + TaskLabels.CONTAINER + " or a rule names: it has "
                        + definition.names());
            }
            return named;
        }
        Optional<ContainerDefinitionView> only = definition.onlyEssential();
        if (only.isEmpty() && !(plan.command() instanceof CommandPassed.Nothing)) {
            throw new InvalidLaunchException("task definition " + definition.arn()
                    + " has several essential containers (" + definition.names()
                    + "): say which one the task's command is for with label " + TaskLabels.CONTAINER);
        }
        return only;
    }
}
