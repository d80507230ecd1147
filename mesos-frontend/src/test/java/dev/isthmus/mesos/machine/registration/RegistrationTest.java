package dev.isthmus.mesos.machine.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.MachineRig;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RegistrationTest {

    private static MachineRig withId(String id) {
        FrameworkInfo.Builder info = Messages.framework().toBuilder();
        info.getIdBuilder().setValue(id);
        return new MachineRig(info.build());
    }

    @Test
    void point_13_a_framework_is_registered_once_and_before_any_offer() {
        MachineRig rig = new MachineRig(Messages.framework());
        rig.start(Messages.agent("a1"));
        assertThat(rig.callbacks()).containsExactly("Registered", "Offers");
    }

    @Test
    void point_14_a_framework_with_an_id_is_registered_under_it() {
        MachineRig rig = withId("mine");
        rig.start();
        assertThat(rig.outputs(Callback.Registered.class).get(0).framework().getValue())
                .isEqualTo("mine");
    }

    @Test
    void point_13_nothing_is_offered_before_the_tasks_of_earlier_processes_are_known() {
        MachineRig rig = new MachineRig(Messages.framework());
        rig.feed(new Input.Start()).see(Messages.agent("a1")).complete();
        assertThat(rig.callbacks()).containsExactly("Registered");
        rig.feed(new Input.Recovered());
        assertThat(rig.offers()).hasSize(1);
    }

    @Test
    void point_13_a_framework_is_registered_when_the_cluster_answers_though_nothing_of_it_is_known_yet() {
        MachineRig rig = new MachineRig(Messages.framework());
        rig.feed(new Input.Start()).feed(new Input.Reached());
        assertThat(rig.callbacks()).containsExactly("Registered");
        rig.reconcile().feed(new Input.Recovered()).feed(new Input.Reached());
        assertThat(rig.callbacks()).as("nothing is offered yet").isEmpty();
        rig.see(Messages.agent("a1")).complete();
        assertThat(rig.offers()).hasSize(1);
    }

    @Test
    void point_16_disconnected_comes_once_and_before_reregistered() {
        MachineRig rig = new MachineRig(Messages.framework());
        rig.start(Messages.agent("a1")).forget();
        rig.loseContact(Category.TRANSIENT).loseContact(Category.TRANSIENT).see(Messages.agent("a1"));
        assertThat(rig.callbacks()).containsExactly("Disconnected");
        rig.complete();
        assertThat(rig.callbacks()).containsExactly("Reregistered", "Offers");
    }

    @Test
    void point_16_a_framework_not_yet_registered_is_not_disconnected() {
        MachineRig rig = new MachineRig(Messages.framework());
        rig.feed(new Input.Start()).loseContact(Category.TRANSIENT).loseContact(Category.THROTTLED);
        assertThat(rig.callbacks()).isEmpty();
        assertThat(rig.aborted()).isEmpty();
        assertThat(rig.complete().callbacks()).containsExactly("Registered");
    }

    @Test
    void point_10_a_cluster_that_does_not_exist_is_an_error() {
        MachineRig rig = new MachineRig(Messages.framework());
        rig.feed(new Input.Start()).loseContact(Category.CALLER);
        assertThat(rig.aborted()).contains("unreachable");
        MachineRig denied = new MachineRig(Messages.framework());
        assertThat(denied.feed(new Input.Start()).loseContact(Category.DENIED).aborted())
                .isPresent();
    }

    @Test
    void point_16_throttling_is_no_loss() {
        MachineRig rig = new MachineRig(Messages.framework());
        rig.start(Messages.agent("a1")).forget();
        rig.loseContact(Category.THROTTLED);
        assertThat(rig.callbacks()).isEmpty();
    }

    @Test
    void point_17_the_master_says_where_it_is() {
        MachineRig rig = new MachineRig(Messages.framework());
        rig.start();
        MasterInfo master = rig.outputs(Callback.Registered.class).get(0).master();
        assertThat(master.getIp()).isEqualTo(0x0100000A);
        assertThat(master.getPort()).isEqualTo(443);
        assertThat(master.getPid()).isEqualTo("master@10.0.0.1:443");
        assertThat(master.getHostname()).isEqualTo("10.0.0.1");
        assertThat(master.getVersion()).isEqualTo("1.11.0");
        assertThat(master.getAddress().getIp()).isEqualTo("10.0.0.1");
        assertThat(master.getAddress().getPort()).isEqualTo(443);
        assertThat(master.getDomain().getFaultDomain().getRegion().getName()).isEqualTo("us-east-1");
        assertThat(master.getCapabilitiesList()).isNotEmpty();
        assertThat(master.getId()).isNotEmpty();
    }

    /** As those of AWS are: nothing looks a name up. */
    @Test
    void point_17_of_a_master_behind_a_host_name_no_address_is_known() {
        MasterInfo master = MasterInfos.write(
                new UUID(1, 2),
                new ClusterDescription("c", Optional.of("eu-west-1"), "ecs.eu-west-1.amazonaws.com", 443));
        assertThat(master.hasIp()).isTrue();
        assertThat(master.getIp()).isZero();
        assertThat(master.getPid()).isEqualTo("master@0.0.0.0:443");
        assertThat(master.getHostname()).isEqualTo("ecs.eu-west-1.amazonaws.com");
        assertThat(master.getAddress().getHostname()).isEqualTo("ecs.eu-west-1.amazonaws.com");
        assertThat(master.getAddress().hasIp()).as("no address is told for one").isFalse();
    }

    @Test
    void point_17_of_a_master_behind_an_ipv6_address_that_is_told() {
        MasterInfo master =
                MasterInfos.write(new UUID(1, 2), new ClusterDescription("c", Optional.empty(), "[2001:db8::1]", 443));
        assertThat(master.getAddress().getIp()).isEqualTo("2001:db8::1");
        assertThat(master.getIp()).as("has room for IPv4 only").isZero();
    }

    @Test
    void point_23_an_invalid_framework_is_an_error_and_nothing_is_asked_of_the_backend() {
        MachineRig rig = new MachineRig(Messages.multiRole(List.of("a", "a")));
        rig.feed(new Input.Start());
        assertThat(rig.aborted().orElseThrow()).contains("duplicate");
        assertThat(rig.outputs(Output.Watch.class)).isEmpty();
        assertThat(rig.complete().callbacks()).isEmpty();
    }

    @Test
    void point_23_suppressed_roles_must_be_roles_of_the_framework() {
        MachineRig rig = new MachineRig(Messages.multiRole(List.of("a")), true, List.of("b"), Optional.empty());
        assertThat(rig.feed(new Input.Start()).aborted().orElseThrow())
                .contains("Suppressed role 'b' is not contained in the list of roles");
    }

    private static Input update(FrameworkInfo info) {
        return new Call.UpdateFramework(info, List.of(), OfferConstraints.getDefaultInstance());
    }

    @Test
    void point_25_update_framework_before_registration_is_fatal() {
        MachineRig rig = withId("mine");
        rig.feed(new Input.Start()).feed(update(rig.info()));
        assertThat(rig.aborted().orElseThrow()).contains("before the framework was registered");
    }

    @Test
    void point_25_update_framework_with_another_id_user_principal_or_checkpoint_is_fatal() {
        FrameworkInfo same = withId("mine").info();
        FrameworkInfo.Builder otherId = same.toBuilder();
        otherId.getIdBuilder().setValue("other");
        for (FrameworkInfo changed : List.of(
                otherId.build(),
                same.toBuilder().setUser("root").build(),
                same.toBuilder().setPrincipal("p").build(),
                same.toBuilder().setCheckpoint(true).build())) {
            MachineRig rig = withId("mine");
            assertThat(rig.start().feed(update(changed)).aborted())
                    .as("%s", changed)
                    .isPresent();
        }
        MachineRig rig = withId("mine");
        assertThat(rig.start()
                        .feed(update(same.toBuilder().setName("renamed").build()))
                        .aborted())
                .isEmpty();
        assertThat(rig.updates()).isEmpty();
    }

    @Test
    void point_46_what_a_role_refused_is_forgotten_when_the_role_is_removed() {
        MachineRig rig = new MachineRig(Messages.multiRole(List.of("dev", "prod")));
        rig.start(Messages.agent("a1"));
        FrameworkInfo both = rig.info();
        for (int role = 0; role < 2; role++) {
            rig.decline(rig.oneOffer(), 3600).advance(Duration.ofSeconds(1));
        }
        assertThat(rig.offers()).as("both have refused").isEmpty();
        rig.feed(update(both.toBuilder().clearRoles().addRoles("dev").build()));
        assertThat(rig.offers()).isEmpty();
        rig.feed(update(both));
        assertThat(rig.oneOffer().getAllocationInfo().getRole()).isEqualTo("prod");
    }

    @Test
    void point_21_stop_kills_waits_and_closes() {
        MachineRig rig = new MachineRig(Messages.framework(Capability.Type.TASK_KILLING_STATE));
        rig.start(Messages.agent("a1"));
        var offer = rig.oneOffer();
        var task = rig.run(offer, Messages.task("t", offer, 1, 64));
        rig.forget();
        rig.feed(new Input.Stop(false));
        assertThat(rig.stops()).extracting(Output.Stop::launch).containsExactly(task.launch());
        assertThat(rig.outputs(Output.Close.class)).isEmpty();
        rig.end(task, dev.isthmus.api.launch.Ending.STOPPED, true);
        assertThat(rig.outputs(Output.Close.class)).hasSize(1);
        assertThat(rig.callbacks()).isEmpty();
    }

    @Test
    void point_21_a_stop_waits_for_tasks_only_so_long() {
        MachineRig rig = new MachineRig(Messages.framework());
        rig.start(Messages.agent("a1"));
        var offer = rig.oneOffer();
        rig.run(offer, Messages.task("t", offer, 1, 64));
        rig.feed(new Input.Stop(false)).advance(java.time.Duration.ofMillis(9999));
        assertThat(rig.outputs(Output.Close.class)).isEmpty();
        rig.advance(java.time.Duration.ofMillis(1));
        assertThat(rig.outputs(Output.Close.class)).hasSize(1);
    }

    @Test
    void point_21_a_task_still_being_launched_is_stopped_when_the_launch_is_answered() {
        MachineRig rig = new MachineRig(Messages.framework());
        rig.start(Messages.agent("a1"));
        var offer = rig.oneOffer();
        rig.launch(offer, Messages.task("t", offer, 1, 64)).feed(new Input.Stop(false));
        assertThat(rig.stops()).isEmpty();
        rig.launched(rig.lastLaunched());
        assertThat(rig.stops()).hasSize(1);
    }

    @Test
    void point_20_stop_with_failover_leaves_the_tasks_alone() {
        MachineRig rig = new MachineRig(
                Messages.framework().toBuilder().setFailoverTimeout(60).build());
        rig.start(Messages.agent("a1"));
        var offer = rig.oneOffer();
        rig.run(offer, Messages.task("t", offer, 1, 64));
        rig.feed(new Input.Stop(true));
        assertThat(rig.stops()).isEmpty();
    }

    @Test
    void a_stop_with_failover_has_nothing_to_wait_for() {
        MachineRig rig = new MachineRig(
                Messages.framework().toBuilder().setFailoverTimeout(60).build());
        rig.start(Messages.agent("a1"));
        var offer = rig.oneOffer();
        rig.run(offer, Messages.task("t", offer, 1, 64));
        assertThat(rig.feed(new Input.Stop(true)).outputs(Output.Close.class)).hasSize(1);
    }

    @Test
    void point_15_the_same_driver_is_reregistered_and_a_new_one_registered() {
        MachineRig rig = withId("mine");
        rig.start();
        MasterInfo before = rig.outputs(Callback.Registered.class).get(0).master();
        rig.loseContact(Category.TRANSIENT).complete();
        assertThat(rig.outputs(Callback.Registered.class)).isEmpty();
        List<Callback.Reregistered> again = rig.outputs(Callback.Reregistered.class);
        assertThat(again).hasSize(1);
        assertThat(again.get(0).master()).as("the same master").isEqualTo(before);
        MachineRig next = withId("mine");
        assertThat(next.start().callbacks()).containsExactly("Registered");
    }
}
