package dev.isthmus.mesos.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.registration.MasterInfos;
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

    private static Rig withId(String id) {
        FrameworkInfo.Builder info = Messages.framework().toBuilder();
        info.getIdBuilder().setValue(id);
        return new Rig(info.build());
    }

    @Test
    void point013_aFrameworkIsRegisteredOnceAndBeforeAnyOffer() {
        Rig rig = new Rig(Messages.framework());
        rig.start(Messages.agent("a1"));
        assertThat(rig.callbacks()).containsExactly("Registered", "Offers");
    }

    @Test
    void point014_aFrameworkWithAnIdIsRegisteredUnderIt() {
        Rig rig = withId("mine");
        rig.start();
        assertThat(rig.outputs(Callback.Registered.class).get(0).framework().getValue())
                .isEqualTo("mine");
    }

    @Test
    void point013_nothingIsOfferedBeforeTheTasksOfEarlierProcessesAreKnown() {
        Rig rig = new Rig(Messages.framework());
        rig.feed(new Input.Start()).see(Messages.agent("a1")).complete();
        assertThat(rig.callbacks()).containsExactly("Registered");
        rig.feed(new Input.Recovered());
        assertThat(rig.offers()).hasSize(1);
    }

    @Test
    void point013_aFrameworkIsRegisteredWhenTheClusterAnswersThoughNothingOfItIsKnownYet() {
        Rig rig = new Rig(Messages.framework());
        rig.feed(new Input.Start()).feed(new Input.Reached());
        assertThat(rig.callbacks()).containsExactly("Registered");
        rig.reconcile().feed(new Input.Recovered()).feed(new Input.Reached());
        assertThat(rig.callbacks()).as("nothing is offered yet").isEmpty();
        rig.see(Messages.agent("a1")).complete();
        assertThat(rig.offers()).hasSize(1);
    }

    @Test
    void point016_disconnectedComesOnceAndBeforeReregistered() {
        Rig rig = new Rig(Messages.framework());
        rig.start(Messages.agent("a1")).forget();
        rig.loseContact(Category.TRANSIENT).loseContact(Category.TRANSIENT).see(Messages.agent("a1"));
        assertThat(rig.callbacks()).containsExactly("Disconnected");
        rig.complete();
        assertThat(rig.callbacks()).containsExactly("Reregistered", "Offers");
    }

    @Test
    void point016_aFrameworkNotYetRegisteredIsNotDisconnected() {
        Rig rig = new Rig(Messages.framework());
        rig.feed(new Input.Start()).loseContact(Category.TRANSIENT).loseContact(Category.THROTTLED);
        assertThat(rig.callbacks()).isEmpty();
        assertThat(rig.aborted()).isEmpty();
        assertThat(rig.complete().callbacks()).containsExactly("Registered");
    }

    @Test
    void point010_aClusterThatDoesNotExistIsAnError() {
        Rig rig = new Rig(Messages.framework());
        rig.feed(new Input.Start()).loseContact(Category.CALLER);
        assertThat(rig.aborted()).contains("unreachable");
        Rig denied = new Rig(Messages.framework());
        assertThat(denied.feed(new Input.Start()).loseContact(Category.DENIED).aborted())
                .isPresent();
    }

    @Test
    void point016_throttlingIsNoLoss() {
        Rig rig = new Rig(Messages.framework());
        rig.start(Messages.agent("a1")).forget();
        rig.loseContact(Category.THROTTLED);
        assertThat(rig.callbacks()).isEmpty();
    }

    @Test
    void point017_theMasterSaysWhereItIs() {
        Rig rig = new Rig(Messages.framework());
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
    void point017_ofAMasterBehindAHostNameNoAddressIsKnown() {
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
    void point017_ofAMasterBehindAnIpv6AddressThatIsTold() {
        MasterInfo master =
                MasterInfos.write(new UUID(1, 2), new ClusterDescription("c", Optional.empty(), "[2001:db8::1]", 443));
        assertThat(master.getAddress().getIp()).isEqualTo("2001:db8::1");
        assertThat(master.getIp()).as("has room for IPv4 only").isZero();
    }

    @Test
    void point023_anInvalidFrameworkIsAnErrorAndNothingIsAskedOfTheBackend() {
        Rig rig = new Rig(Messages.multiRole(List.of("a", "a")));
        rig.feed(new Input.Start());
        assertThat(rig.aborted().orElseThrow()).contains("duplicate");
        assertThat(rig.outputs(Output.Watch.class)).isEmpty();
        assertThat(rig.complete().callbacks()).isEmpty();
    }

    @Test
    void point023_suppressedRolesMustBeRolesOfTheFramework() {
        Rig rig = new Rig(Messages.multiRole(List.of("a")), true, List.of("b"), Optional.empty());
        assertThat(rig.feed(new Input.Start()).aborted().orElseThrow())
                .contains("Suppressed role 'b' is not contained in the list of roles");
    }

    private static Input update(FrameworkInfo info) {
        return new Call.UpdateFramework(info, List.of(), OfferConstraints.getDefaultInstance());
    }

    @Test
    void point025_updateFrameworkBeforeRegistrationIsFatal() {
        Rig rig = withId("mine");
        rig.feed(new Input.Start()).feed(update(rig.state().framework().info()));
        assertThat(rig.aborted().orElseThrow()).contains("before the framework was registered");
    }

    @Test
    void point025_updateFrameworkWithAnotherIdUserPrincipalOrCheckpointIsFatal() {
        FrameworkInfo same = withId("mine").state().framework().info();
        FrameworkInfo.Builder otherId = same.toBuilder();
        otherId.getIdBuilder().setValue("other");
        for (FrameworkInfo changed : List.of(
                otherId.build(),
                same.toBuilder().setUser("root").build(),
                same.toBuilder().setPrincipal("p").build(),
                same.toBuilder().setCheckpoint(true).build())) {
            Rig rig = withId("mine");
            assertThat(rig.start().feed(update(changed)).aborted())
                    .as("%s", changed)
                    .isPresent();
        }
        Rig rig = withId("mine");
        assertThat(rig.start()
                        .feed(update(same.toBuilder().setName("renamed").build()))
                        .aborted())
                .isEmpty();
        assertThat(rig.updates()).isEmpty();
    }

    @Test
    void point046_whatARoleRefusedIsForgottenWhenTheRoleIsRemoved() {
        Rig rig = new Rig(Messages.multiRole(List.of("dev", "prod")));
        rig.start(Messages.agent("a1"));
        FrameworkInfo both = rig.state().framework().info();
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
    void point021_stopKillsWaitsAndCloses() {
        Rig rig = new Rig(Messages.framework(Capability.Type.TASK_KILLING_STATE));
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
    void point021_aStopWaitsForTasksOnlySoLong() {
        Rig rig = new Rig(Messages.framework());
        rig.start(Messages.agent("a1"));
        var offer = rig.oneOffer();
        rig.run(offer, Messages.task("t", offer, 1, 64));
        rig.feed(new Input.Stop(false)).advance(java.time.Duration.ofMillis(9999));
        assertThat(rig.outputs(Output.Close.class)).isEmpty();
        rig.advance(java.time.Duration.ofMillis(1));
        assertThat(rig.outputs(Output.Close.class)).hasSize(1);
    }

    @Test
    void point021_aTaskStillBeingLaunchedIsStoppedWhenTheLaunchIsAnswered() {
        Rig rig = new Rig(Messages.framework());
        rig.start(Messages.agent("a1"));
        var offer = rig.oneOffer();
        rig.launch(offer, Messages.task("t", offer, 1, 64)).feed(new Input.Stop(false));
        assertThat(rig.stops()).isEmpty();
        rig.launched(rig.lastLaunched());
        assertThat(rig.stops()).hasSize(1);
    }

    @Test
    void point020_stopWithFailoverLeavesTheTasksAlone() {
        Rig rig =
                new Rig(Messages.framework().toBuilder().setFailoverTimeout(60).build());
        rig.start(Messages.agent("a1"));
        var offer = rig.oneOffer();
        rig.run(offer, Messages.task("t", offer, 1, 64));
        rig.feed(new Input.Stop(true));
        assertThat(rig.stops()).isEmpty();
        assertThat(rig.outputs(Output.Close.class)).hasSize(1);
    }

    @Test
    void point015_theSameDriverIsReregisteredAndANewOneRegistered() {
        Rig rig = withId("mine");
        rig.start();
        MasterInfo before = rig.outputs(Callback.Registered.class).get(0).master();
        rig.loseContact(Category.TRANSIENT).complete();
        assertThat(rig.outputs(Callback.Registered.class)).isEmpty();
        List<Callback.Reregistered> again = rig.outputs(Callback.Reregistered.class);
        assertThat(again).hasSize(1);
        assertThat(again.get(0).master()).as("the same master").isEqualTo(before);
        Rig next = withId("mine");
        assertThat(next.start().callbacks()).containsExactly("Registered");
    }
}
