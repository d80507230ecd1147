package dev.isthmus.simulation.planted.master;

import dev.isthmus.master.serving.SharedMachine;
import dev.isthmus.mesos.machine.options.MachineOptions;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.MasterOutput;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import dev.isthmus.simulation.PassedMachine;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** Something that frameworks say of the offers that they can have is not heard. */
public final class TermsForgotten extends PassedMachine {

    private final UnaryOperator<FrameworkInfo> heard;
    private final UnaryOperator<OfferConstraints> constraints;

    private TermsForgotten(
            SharedMachine real, UnaryOperator<FrameworkInfo> heard, UnaryOperator<OfferConstraints> constraints) {
        super(real);
        this.heard = heard;
        this.constraints = constraints;
    }

    /** All are taken for such as can use GPUs. */
    public static SharedMachine gpusForAll(SharedMachine real) {
        Capability gpus =
                Capability.newBuilder().setType(Capability.Type.GPU_RESOURCES).build();
        return new TermsForgotten(
                real, info -> info.toBuilder().addCapabilities(gpus).build(), UnaryOperator.identity());
    }

    /** No minimum offer is heeded. */
    public static SharedMachine anythingIsEnough(SharedMachine real) {
        return new TermsForgotten(
                real, info -> info.toBuilder().clearOfferFilters().build(), UnaryOperator.identity());
    }

    /** No constraint is heeded. */
    public static SharedMachine unconstrained(SharedMachine real) {
        return new TermsForgotten(real, UnaryOperator.identity(), its -> OfferConstraints.getDefaultInstance());
    }

    @Override
    public List<MasterOutput> step(Instant now, MasterInput input) {
        return super.step(now, heard(input));
    }

    private MasterInput heard(MasterInput input) {
        if (input instanceof MasterInput.Subscribe its) {
            MachineOptions said = its.options();
            return new MasterInput.Subscribe(new MachineOptions(
                    heard.apply(said.framework()),
                    said.id(),
                    said.recalled(),
                    said.tookOver(),
                    said.epoch(),
                    said.suppressedRoles(),
                    constraints.apply(said.constraints()),
                    said.implicitAcknowledgements()));
        }
        if (input instanceof MasterInput.Of of && of.input() instanceof Input.Return its) {
            return new MasterInput.Of(
                    of.framework(),
                    new Input.Return(heard.apply(its.info()), its.suppressed(), constraints.apply(its.constraints())));
        }
        if (input instanceof MasterInput.Of of && of.input() instanceof Call.UpdateFramework its) {
            return new MasterInput.Of(
                    of.framework(),
                    new Call.UpdateFramework(
                            heard.apply(its.info()), its.suppressed(), constraints.apply(its.constraints())));
        }
        return input;
    }
}
