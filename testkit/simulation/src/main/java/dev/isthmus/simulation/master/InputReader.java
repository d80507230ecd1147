package dev.isthmus.simulation.master;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.mesos.allocator.quota.RoleQuota;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.scheduler.Protos;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads from the inputs of a machine what concerns its offers: what operators have set, and what frameworks ask for. */
final class InputReader implements MasterInput.Cases, Input.Cases, Call.Cases {

    private final SortedMap<String, Amount> weights = new TreeMap<>();
    private final SortedMap<String, RoleQuota> quotas = new TreeMap<>();
    private String framework = "";
    private boolean leaves;
    private boolean isTick;
    private Optional<Protos.Call> call = Optional.empty();

    /** Reads the next. */
    void read(MasterInput input) {
        leaves = false;
        isTick = false;
        call = Optional.empty();
        input.match(this);
    }

    /** The framework that leaves, or subscribes again, by what was read last, if one does. */
    Optional<String> leaver() {
        return leaves ? Optional.of(framework) : Optional.empty();
    }

    /** The call that was read last, if it concerns offers; a subscription has the id of the framework in it. */
    Optional<Protos.Call> call() {
        return call;
    }

    /** Whether only time has passed. */
    boolean isTick() {
        return isTick;
    }

    /** The weights that are set by now. */
    SortedMap<String, Amount> weights() {
        return Collections.unmodifiableSortedMap(weights);
    }

    /** The quotas that are set by now. */
    SortedMap<String, RoleQuota> quotas() {
        return Collections.unmodifiableSortedMap(quotas);
    }

    private Protos.Call.Builder take(Protos.Call.Type type) {
        return Protos.Call.newBuilder()
                .setType(type)
                .setFrameworkId(FrameworkID.newBuilder().setValue(framework));
    }

    private void subscribes(FrameworkInfo info, List<String> suppressed, OfferConstraints constraints) {
        Protos.Call.Builder taken = take(Protos.Call.Type.SUBSCRIBE);
        taken.getSubscribeBuilder()
                .setFrameworkInfo(info)
                .addAllSuppressedRoles(suppressed)
                .setOfferConstraints(constraints);
        call = Optional.of(taken.build());
    }

    private static OfferID offer(String id) {
        return OfferID.newBuilder().setValue(id).build();
    }

    // Of all.

    @Override
    public void subscribe(MasterInput.Subscribe input) {
        framework = input.options().id().value();
        subscribes(
                input.options().framework(),
                input.options().suppressedRoles(),
                input.options().constraints());
    }

    @Override
    public void of(MasterInput.Of input) {
        framework = input.framework().value();
        input.input().match(this);
    }

    @Override
    public void inventory(MasterInput.Inventory input) {}

    @Override
    public void reached(MasterInput.Reached input) {}

    @Override
    public void clockSet(MasterInput.ClockSet input) {}

    @Override
    public void tick(MasterInput.Tick input) {
        isTick = true;
    }

    @Override
    public void weights(MasterInput.Weights input) {
        weights.putAll(input.weights());
    }

    @Override
    public void quotas(MasterInput.Quotas input) {
        quotas.putAll(input.quotas());
        quotas.values().removeIf(RoleQuota::isNone);
    }

    @Override
    public void maintenance(MasterInput.Maintenance input) {}

    @Override
    public void reservations(MasterInput.Reservations input) {}

    // Of one.

    @Override
    public void call(Call input) {
        input.match((Call.Cases) this);
    }

    @Override
    public void start(Input.Start input) {}

    @Override
    public void stop(Input.Stop input) {
        leaves = true;
    }

    @Override
    public void deactivate(Input.Deactivate input) {
        leaves = true;
    }

    @Override
    public void killedByOperator(Input.KilledByOperator input) {}

    @Override
    public void leave(Input.Leave input) {
        leaves = true;
    }

    @Override
    public void returned(Input.Return input) {
        leaves = true;
        subscribes(input.info(), input.suppressed(), input.constraints());
    }

    @Override
    public void delivered(Input.Delivered input) {}

    @Override
    public void taskChanged(Input.TaskChanged input) {}

    @Override
    public void recovered(Input.Recovered input) {}

    @Override
    public void launchAnswered(Input.LaunchAnswered input) {}

    @Override
    public void stopAnswered(Input.StopAnswered input) {}

    @Override
    public void takenOver(Input.TakenOver input) {
        leaves = true;
    }

    @Override
    public void stands(Input.Stands input) {}

    @Override
    public void recalled(Input.Recalled input) {}

    @Override
    public void ofAll(Input.OfAll input) {
        input.forAll().match(this);
    }

    // Calls.

    @Override
    public void accept(Call.Accept input) {
        Protos.Call.Builder taken = take(Protos.Call.Type.ACCEPT);
        taken.getAcceptBuilder().addAllOperations(input.operations());
        input.offers().forEach(id -> taken.getAcceptBuilder().addOfferIds(offer(id)));
        taken.getAcceptBuilder().getFiltersBuilder().setRefuseSeconds(input.refuseSeconds());
        call = Optional.of(taken.build());
    }

    @Override
    public void decline(Call.Decline input) {
        Protos.Call.Builder taken = take(Protos.Call.Type.DECLINE);
        taken.getDeclineBuilder().addOfferIds(offer(input.offer()));
        taken.getDeclineBuilder().getFiltersBuilder().setRefuseSeconds(input.refuseSeconds());
        call = Optional.of(taken.build());
    }

    @Override
    public void answer(Call.AnswerInverseOffers input) {}

    @Override
    public void kill(Call.Kill input) {}

    @Override
    public void revive(Call.Revive input) {
        Protos.Call.Builder taken = take(Protos.Call.Type.REVIVE);
        taken.getReviveBuilder().addAllRoles(input.roles().orElse(List.of()));
        call = Optional.of(taken.build());
    }

    @Override
    public void suppress(Call.Suppress input) {
        Protos.Call.Builder taken = take(Protos.Call.Type.SUPPRESS);
        taken.getSuppressBuilder().addAllRoles(input.roles().orElse(List.of()));
        call = Optional.of(taken.build());
    }

    @Override
    public void acknowledge(Call.Acknowledge input) {}

    @Override
    public void reconcile(Call.Reconcile input) {}

    @Override
    public void message(Call.Message input) {}

    @Override
    public void updateFramework(Call.UpdateFramework input) {
        Protos.Call.Builder taken = take(Protos.Call.Type.UPDATE_FRAMEWORK);
        taken.getUpdateFrameworkBuilder()
                .setFrameworkInfo(input.info())
                .addAllSuppressedRoles(input.suppressed())
                .setOfferConstraints(input.constraints());
        call = Optional.of(taken.build());
    }
}
