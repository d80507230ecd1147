package dev.isthmus.simulation.master;

import dev.isthmus.mesos.machine.step.Call.Accept;
import dev.isthmus.mesos.machine.step.Call.Decline;
import dev.isthmus.mesos.machine.step.Call.Revive;
import dev.isthmus.mesos.machine.step.Call.Suppress;
import dev.isthmus.mesos.machine.step.Call.UpdateFramework;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import java.util.List;
import java.util.Optional;

/** What a machine is asked for by frameworks that concerns offers, as the calls that it came by. */
final class TakenCalls {

    private TakenCalls() {}

    static Optional<Call> of(MasterInput input) {
        if (input instanceof MasterInput.Subscribe its) {
            return Optional.of(
                    subscribe(its.options().framework(), its.options().suppressedRoles())
                            .setFrameworkId(id(its.options().id().value()))
                            .build());
        }
        return input instanceof MasterInput.Of its
                ? of(its.input())
                        .map(call ->
                                call.setFrameworkId(id(its.framework().value())).build())
                : Optional.empty();
    }

    private static Optional<Call.Builder> of(Input input) {
        if (input instanceof Input.Return its) {
            return Optional.of(subscribe(its.info(), its.suppressed()));
        } else if (input instanceof Accept its) {
            Call.Builder call = Call.newBuilder().setType(Call.Type.ACCEPT);
            call.getAcceptBuilder().addAllOperations(its.operations());
            its.offers().forEach(offer -> call.getAcceptBuilder().addOfferIds(offer(offer)));
            call.getAcceptBuilder().getFiltersBuilder().setRefuseSeconds(its.refuseSeconds());
            return Optional.of(call);
        } else if (input instanceof Decline its) {
            Call.Builder call = Call.newBuilder().setType(Call.Type.DECLINE);
            call.getDeclineBuilder().addOfferIds(offer(its.offer()));
            call.getDeclineBuilder().getFiltersBuilder().setRefuseSeconds(its.refuseSeconds());
            return Optional.of(call);
        } else if (input instanceof Revive its) {
            Call.Builder call = Call.newBuilder().setType(Call.Type.REVIVE);
            call.getReviveBuilder().addAllRoles(its.roles().orElse(List.of()));
            return Optional.of(call);
        } else if (input instanceof Suppress its) {
            Call.Builder call = Call.newBuilder().setType(Call.Type.SUPPRESS);
            call.getSuppressBuilder().addAllRoles(its.roles().orElse(List.of()));
            return Optional.of(call);
        } else if (input instanceof UpdateFramework its) {
            Call.Builder call = Call.newBuilder().setType(Call.Type.UPDATE_FRAMEWORK);
            call.getUpdateFrameworkBuilder().setFrameworkInfo(its.info()).addAllSuppressedRoles(its.suppressed());
            return Optional.of(call);
        }
        return Optional.empty();
    }

    private static Call.Builder subscribe(FrameworkInfo info, List<String> suppressed) {
        Call.Builder call = Call.newBuilder().setType(Call.Type.SUBSCRIBE);
        call.getSubscribeBuilder().setFrameworkInfo(info).addAllSuppressedRoles(suppressed);
        return call;
    }

    private static OfferID offer(String id) {
        return OfferID.newBuilder().setValue(id).build();
    }

    private static FrameworkID id(String id) {
        return FrameworkID.newBuilder().setValue(id).build();
    }
}
