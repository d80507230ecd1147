package dev.isthmus.master.evolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.master.json.RandomMessages;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import dev.isthmus.mesos.messages.v1.scheduler.Protos;
import dev.isthmus.mesos.protobuf.UnknownFieldSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Fact 25: there and back again nothing is lost, and nothing is kept as a field that the other version does not know. */
class EvolutionProperties {

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void fact_25_a_call_of_v1_devolves_and_evolves_back(@ForAll long seed) {
        Protos.Call call = (Protos.Call) new RandomMessages(seed).fill(Protos.Call.newBuilder());
        Call devolved = Evolution.devolve(call);
        assertThat(devolved.isInitialized()).isTrue();
        assertThat(devolved.getSubscribe().getUnknownFields()).isEqualTo(UnknownFieldSet.getDefaultInstance());
        assertThat(devolved.getSubscribe().hasForce()).isFalse();
        assertThat(devolved.getSubscribe().getSuppressedRolesList())
                .isEqualTo(call.getSubscribe().getSuppressedRolesList());
        assertThat(Evolution.evolve(devolved)).isEqualTo(call);
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void fact_25_an_event_of_v0_evolves_and_devolves_back(@ForAll long seed) {
        Event event = (Event) new RandomMessages(seed).fill(Event.newBuilder());
        assertThat(Evolution.devolve(Evolution.evolve(event))).isEqualTo(event);
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void fact_25_a_call_of_v0_keeps_all_but_force(@ForAll long seed) {
        Call call = (Call) new RandomMessages(seed).fill(Call.newBuilder());
        Call.Builder without = call.toBuilder();
        if (call.hasSubscribe()) {
            without.getSubscribeBuilder().clearForce();
        }
        assertThat(Evolution.devolve(Evolution.evolve(call))).isEqualTo(without.build());
    }

    @Example
    void fact_25_roles_and_constraints_of_a_subscription_are_not_mixed_up() {
        Protos.Call call = Protos.Call.newBuilder()
                .setType(Protos.Call.Type.SUBSCRIBE)
                .setSubscribe(Protos.Call.Subscribe.newBuilder()
                        .setFrameworkInfo(dev.isthmus.mesos.messages.v1.Protos.FrameworkInfo.newBuilder()
                                .setUser("u")
                                .setName("n"))
                        .addSuppressedRoles("a")
                        .addSuppressedRoles("b")
                        .setOfferConstraints(Protos.OfferConstraints.newBuilder()
                                .putRoleConstraints("a", Protos.OfferConstraints.RoleConstraints.getDefaultInstance())))
                .build();
        Call.Subscribe devolved = Evolution.devolve(call).getSubscribe();
        assertThat(devolved.getSuppressedRolesList()).containsExactly("a", "b");
        assertThat(devolved.getOfferConstraints())
                .isEqualTo(OfferConstraints.newBuilder()
                        .putRoleConstraints("a", OfferConstraints.RoleConstraints.getDefaultInstance())
                        .build());
        assertThat(devolved.getFrameworkInfo().getUser()).isEqualTo("u");
    }

    @Example
    void fact_25_v1_has_no_name_for_quota_v2() {
        Event event = Event.newBuilder()
                .setType(Event.Type.SUBSCRIBED)
                .setSubscribed(Event.Subscribed.newBuilder()
                        .setFrameworkId(dev.isthmus.mesos.messages.Protos.FrameworkID.newBuilder()
                                .setValue("f"))
                        .setMasterInfo(MasterInfo.newBuilder()
                                .setId("m")
                                .setIp(1)
                                .setPort(5050)
                                .addCapabilities(MasterInfo.Capability.newBuilder()
                                        .setType(MasterInfo.Capability.Type.QUOTA_V2))))
                .build();
        assertThat(Evolution.evolve(event)
                        .getSubscribed()
                        .getMasterInfo()
                        .getCapabilities(0)
                        .hasType())
                .isFalse();
    }
}
