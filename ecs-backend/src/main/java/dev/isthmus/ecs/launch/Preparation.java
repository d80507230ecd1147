package dev.isthmus.ecs.launch;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.launch.LaunchOutcome.Refused;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.task.PortMapping;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.InstanceBinding;
import dev.isthmus.ecs.call.StartRequest;
import dev.isthmus.ecs.definition.DefinitionContent;
import dev.isthmus.ecs.fargate.CpuArchitecture;
import dev.isthmus.ecs.fargate.FargateSlot;
import dev.isthmus.ecs.fargate.SizeDemand;
import dev.isthmus.ecs.fargate.SlotSettings;
import dev.isthmus.ecs.growth.GrowthProvider;
import dev.isthmus.ecs.inventory.ContainerInstanceCache;
import dev.isthmus.ecs.inventory.FargateSlots;
import dev.isthmus.ecs.inventory.GrowthSlots;
import dev.isthmus.ecs.inventory.StrategyProviders;
import dev.isthmus.ecs.launch.refusal.OldAgents;
import dev.isthmus.ecs.launch.refusal.OtherProcessors;
import dev.isthmus.ecs.launch.refusal.Refusals;
import dev.isthmus.ecs.launch.request.FargateSizing;
import dev.isthmus.ecs.launch.request.LaunchBatch;
import dev.isthmus.ecs.launch.request.StartRequests;
import dev.isthmus.ecs.plan.Plan.Wanted;
import dev.isthmus.ecs.registration.Definitions;
import dev.isthmus.ecs.view.DefinitionView;
import dev.isthmus.ecs.view.InstanceView;
import java.util.Optional;
import java.util.function.Consumer;

/** Prepares a start: checks the agent, finds the task definition and builds the request. Not thread-safe: used within steps only. */
final class Preparation {

    private final Definitions definitions;
    private final ContainerInstanceCache fleet;
    private final FargateSlots slots;
    private final GrowthSlots growth;
    private final StrategyProviders providers;
    private final LaunchMode mode;

    /** With definitions that are found, or registered, as needed. */
    Preparation(
            Definitions definitions,
            ContainerInstanceCache fleet,
            FargateSlots slots,
            GrowthSlots growth,
            StrategyProviders providers,
            LaunchMode mode) {
        this.definitions = definitions;
        this.fleet = fleet;
        this.slots = slots;
        this.growth = growth;
        this.providers = providers;
        this.mode = mode;
    }

    /** How it came out. */
    sealed interface Prepared {
        /** Does what its case asks for. */
        void match(Consumer<? super Ready> ready, Consumer<? super Not> not, Consumer<? super Later> later);
    }

    /** The start is possible. */
    record Ready(StartRequest request) implements Prepared {
        @Override
        public void match(Consumer<? super Ready> ready, Consumer<? super Not> not, Consumer<? super Later> later) {
            ready.accept(this);
        }
    }

    /** It cannot. */
    record Not(Refused refused) implements Prepared {
        @Override
        public void match(Consumer<? super Ready> ready, Consumer<? super Not> not, Consumer<? super Later> later) {
            not.accept(this);
        }
    }

    /** The task definition is not known yet; the start is told of it. */
    record Later() implements Prepared {
        @Override
        public void match(Consumer<? super Ready> ready, Consumer<? super Not> not, Consumer<? super Later> later) {
            later.accept(this);
        }
    }

    /** Why an agent accepts no task now; empty if it does. */
    Optional<Refused> unfit(AgentId agent) {
        boolean isSlot = slots.slot(agent).isPresent() || growth.provider(agent).isPresent();
        Optional<AgentState> state = isSlot ? Optional.of(AgentState.READY) : fleet.state(agent);
        if (state.isEmpty()) {
            return Optional.of(new Refused(
                    Refusal.AGENT_GONE,
                    "agent " + agent + " is not, or no longer, a container instance of the cluster"));
        }
        if (state.get() == AgentState.READY) {
            return Optional.empty();
        }
        return Optional.of(new Refused(Refusals.ofState(state.get()), "agent " + agent + " is " + state.get()));
    }

    /** Checks what can be checked, and finds the task definition, which may take its time. */
    Prepared prepare(LaunchBatch order) {
        Optional<InstanceView> instance = fleet.instance(order.agent());
        Optional<Refused> unable = OtherProcessors.refusal(order, architecture(order.agent()))
                .or(() -> OldAgents.refusal(order, instance));
        if (unable.isPresent()) {
            return new Not(unable.get());
        }
        int bytes = order.contents().stream().mapToInt(DefinitionContent::bytes).sum();
        if (bytes > DefinitionContent.LARGEST) {
            return new Not(new Refused(
                    Refusal.INVALID,
                    (order.isGroup() ? "the group" : "the task") + " needs a task definition of about " + bytes
                            + " bytes, and ECS takes at most " + DefinitionContent.LARGEST + ": " + shorter(order)));
        }
        Optional<DefinitionView> known =
                definitions.find(order.definition(), order.first().launch());
        return known.isPresent() ? request(order, known.get()) : new Later();
    }

    /** What an agent says of its processors; nothing of a slot on Fargate, whose tasks are made for them. */
    private Optional<String> architecture(AgentId agent) {
        return growth.provider(agent)
                .map(provider -> provider.architecture().word())
                .or(() -> fleet.instance(agent)
                        .map(there -> there.attributes().getOrDefault(CpuArchitecture.ATTRIBUTE, "")));
    }

    /** To be called when ECS no longer accepts the task definition. The next start looks it up again. */
    void forget(LaunchBatch order) {
        definitions.forget(order.definition());
    }

    /** To be called when ECS does not start tasks by this capacity provider. The next start does without. */
    void forgo(String provider, String message) {
        providers.refused(provider, message);
    }

    /** What to do about a definition that is too large. */
    private static String shorter(LaunchBatch order) {
        if (!order.isGroup()) {
            return "shorten its command and environment, or let the task fetch what is long";
        }
        long preludes = order.contents().stream()
                .filter(content -> content.provisions().hasPrelude())
                .count();
        return "make smaller groups"
                + (preludes == 0
                        ? ", or shorten the commands and environments of its tasks"
                        : "; " + preludes
                                + " of its tasks fetch their uris themselves, by a script that is in it for each of them");
    }

    /** The task definition was found, or not. */
    Prepared prepared(LaunchBatch order, Answer<DefinitionView> answer) {
        return answer.fold(ok -> request(order, ok.value()), failed -> new Not(noDefinition(order, failed.failure())));
    }

    private Prepared request(LaunchBatch order, DefinitionView definition) {
        // A registration may have had to wait: the agent may have changed meanwhile.
        Optional<Refused> unfit = unfit(order.agent());
        if (unfit.isPresent()) {
            return new Not(unfit.get());
        }
        Optional<FargateSlot> slot = slots.slot(order.agent());
        if (slot.isPresent()) {
            return FargateSizing.of(order)
                    .fold(
                            fits -> onFargate(order, definition, slot.get(), fits),
                            tooMuch -> new Not(new Refused(Refusal.UNSUITABLE_AGENT, tooMuch.message())));
        }
        try {
            return new Ready(StartRequests.build(bounded(order), definition, binding(order.agent())));
        } catch (StartRequests.InvalidLaunchException e) {
            return new Not(new Refused(Refusal.INVALID, e.why()));
        }
    }

    private Prepared onFargate(LaunchBatch order, DefinitionView definition, FargateSlot slot, SizeDemand.Fits fits) {
        SlotSettings settings = slots.settings().orElseThrow();
        InstanceBinding binding = new InstanceBinding.OnFargate(
                slot.provider(), fits.size(), fits.storage(), settings.platform(), settings.publicAddress());
        try {
            return new Ready(
                    StartRequests.build(FargateSizing.within(order, fits.size()), definition.resized(), binding));
        } catch (StartRequests.InvalidLaunchException e) {
            return new Not(new Refused(Refusal.UNSUITABLE_AGENT, e.why()));
        }
    }

    /** ECS has no limit that is none, but all memory of the instance is as much: nobody there can have more. */
    private LaunchBatch bounded(LaunchBatch order) {
        return new LaunchBatch(
                order.parts().stream()
                        .map(part -> new LaunchBatch.Part(bounded(part.launch()), part.plan()))
                        .toList(),
                order.definition());
    }

    private Launch bounded(Launch launch) {
        Taken taken = launch.taken();
        if (!taken.unlimited().contains(ResourceName.ECS_MEMORY)) {
            return launch;
        }
        AgentId agent = launch.task().agent();
        Amount all = growth.provider(agent)
                .map(GrowthProvider::size)
                .or(() -> fleet.instance(agent).map(InstanceView::registered))
                .map(there -> there.amount(ResourceName.ECS_MEMORY))
                .orElse(Amount.ZERO);
        return new Launch(
                launch.task(),
                launch.frameworkName(),
                new Taken(taken.accounted(), taken.limits().with(ResourceName.ECS_MEMORY, all)),
                launch.spec());
    }

    private static Refused noDefinition(LaunchBatch order, CallFailure failure) {
        if (order.definition() instanceof Wanted.Existing existing && Definitions.isUnknown(failure)) {
            return new Refused(
                    Refusal.INVALID,
                    "there is no active task definition " + existing.reference() + ", which " + existing.namedBy()
                            + " names: register it, or name another (" + failure.message() + ")");
        }
        Refused refused = Refusals.ofFailure(failure);
        Optional<PortMapping> twice = order.contents().stream()
                .flatMap(content -> content.mappedTwice().stream())
                .findFirst();
        if (refused.refusal() != Refusal.INVALID || twice.isEmpty()) {
            return refused;
        }
        return new Refused(
                Refusal.INVALID,
                "ECS refused the task definition, which maps container port "
                        + twice.get().containerPort()
                        + " for TCP and for UDP; if that is why, map another container port for one of them: "
                        + refused.message());
    }

    private InstanceBinding binding(AgentId agent) throws StartRequests.InvalidLaunchException {
        Optional<GrowthProvider> provider = growth.provider(agent);
        return provider.isPresent()
                ? new InstanceBinding.ByProvider(provider.get().name())
                : pin(agent);
    }

    private InstanceBinding pin(AgentId agent) throws StartRequests.InvalidLaunchException {
        InstanceView instance = fleet.instance(agent)
                .orElseThrow(() -> new IllegalStateException("agent " + agent + " was there a moment ago"));
        if (mode == LaunchMode.START_TASK) {
            return new InstanceBinding.ByName(instance.arn());
        }
        return new InstanceBinding.ByConstraint(
                instance.machineId()
                        .orElseThrow(
                                () -> new StartRequests.InvalidLaunchException(
                                        "container instance " + instance.arn()
                                                + " has no EC2 or managed instance id, which RunTask would be bound to: set ISTHMUS_LAUNCH=start-task")),
                mode == LaunchMode.RUN_TASK ? providers.of(instance) : Optional.empty());
    }
}
