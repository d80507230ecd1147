package dev.isthmus.mesos.machine.offer;

import static dev.isthmus.mesos.Messages.scalar;
import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.inventory.AgentAddress;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.MachineRig;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.messages.Protos.Filters;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FiltersTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final MachineRig rig = new MachineRig(Messages.framework());

    /** For how many seconds nothing is offered after a decline with these seconds. */
    private static int quietSeconds(double refuse, int most) {
        MachineRig rig = new MachineRig(Messages.framework());
        rig.start(Messages.agent("a1"));
        rig.advance(Duration.ofMillis(500)).decline(rig.oneOffer(), refuse);
        for (int i = 0; i < most; i++) {
            rig.advance(SECOND);
            if (!rig.offers().isEmpty()) {
                return i;
            }
        }
        return most;
    }

    @Test
    void point_36_without_refuse_seconds_a_decline_holds_for_five() {
        assertThat(Filters.getDefaultInstance().getRefuseSeconds()).isEqualTo(5.0);
        assertThat(quietSeconds(5, 20)).isEqualTo(5);
    }

    @Test
    void point_37_as_soon_as_more_is_free_all_is_offered_again() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        LaunchedTask task = rig.run(offer, Messages.task("t", offer, 1, 64));
        rig.advance(Duration.ofSeconds(10)).decline(rig.oneOffer(), 3600).advance(SECOND);
        assertThat(rig.offers()).isEmpty();
        rig.exit(task, 0).advance(SECOND);
        assertThat(scalar(rig.oneOffer(), "cpus")).isEqualTo(2.0);
    }

    @Test
    void point_37_what_is_declined_in_two_parts_is_offered_again_as_a_whole() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        LaunchedTask task = rig.run(offer, Messages.task("t", offer, 1, 64));
        Offer rest = rig.advance(Duration.ofSeconds(10)).oneOffer();
        Offer ended = rig.exit(task, 0).advance(SECOND).oneOffer();
        rig.decline(rest, 3600).advance(SECOND);
        assertThat(rig.offers()).isEmpty();
        rig.decline(ended, 3600).advance(SECOND);
        assertThat(scalar(rig.oneOffer(), "cpus")).isEqualTo(2.0);
    }

    @Test
    void point_38_refuse_seconds_out_of_the_ordinary() {
        assertThat(quietSeconds(0, 20)).isZero();
        assertThat(quietSeconds(-1, 20)).isEqualTo(5);
        assertThat(quietSeconds(1e17, 20)).isEqualTo(5);
        assertThat(quietSeconds(0.001, 20)).isEqualTo(1);
        assertThat(quietSeconds(3600, 60)).isEqualTo(60);
    }

    @Test
    void point_38_refuse_seconds_that_are_no_number_are_five() {
        assertThat(quietSeconds(Double.NaN, 20)).isEqualTo(5);
    }

    @Test
    void point_39_what_a_launch_leaves_over_is_declined_with_its_filters() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        rig.launch(List.of(offer.getId().getValue()), 60, Messages.task("t", offer, 0.5, 64));
        rig.advance(Duration.ofSeconds(59));
        assertThat(rig.offers()).isEmpty();
        rig.advance(Duration.ofSeconds(2));
        assertThat(scalar(rig.oneOffer(), "cpus")).isEqualTo(1.5);
    }

    @Test
    void point_39_the_resources_of_refused_tasks_are_declined_too() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        rig.launch(offer, Messages.task("t", offer, 99, 64)).advance(Duration.ofSeconds(4));
        assertThat(rig.offers()).isEmpty();
        assertThat(rig.advance(Duration.ofSeconds(2)).offers()).hasSize(1);
    }

    @Test
    void point_40_a_launch_of_nothing_declines_every_offer() {
        rig.start(Messages.agent("a1"));
        rig.launch(List.of(rig.oneOffer().getId().getValue()), 60).advance(Duration.ofSeconds(30));
        assertThat(rig.offers()).isEmpty();
        assertThat(rig.advance(Duration.ofSeconds(31)).offers()).hasSize(1);
        MachineRig other = new MachineRig(Messages.framework());
        other.start(Messages.agent("a1"));
        other.accept(List.of(other.oneOffer().getId().getValue()), 60).advance(Duration.ofSeconds(30));
        assertThat(other.offers()).isEmpty();
    }

    @Test
    void point_40_declining_what_does_not_stand_is_ignored() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        rig.decline(offer, 0).decline(offer, 3600);
        assertThat(rig.callbacks()).doesNotContain("Update", "Rescinded");
        assertThat(rig.advance(SECOND).offers()).hasSize(1);
    }

    @Test
    void point_41_revive_drops_filters_and_offers_at_once() {
        rig.start(Messages.agent("a1"), Messages.agent("a2"));
        List<Offer> offers = rig.offers();
        rig.decline(offers.get(0), 3600)
                .feed(new Call.Suppress(Optional.empty()))
                .advance(SECOND);
        assertThat(rig.offers()).isEmpty();
        rig.feed(new Call.Revive(Optional.empty()));
        assertThat(rig.offers()).hasSize(1);
        rig.feed(new Call.Revive(Optional.empty()));
        assertThat(rig.callbacks()).doesNotContain("Offers", "Rescinded");
    }

    @Test
    void point_42_suppress_stops_new_offers_only() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        rig.feed(new Call.Suppress(Optional.empty())).see(Messages.agent("a2")).advance(SECOND);
        assertThat(rig.callbacks()).doesNotContain("Offers", "Rescinded");
        rig.run(offer, Messages.task("t", offer, 1, 64));
        assertThat(rig.updates()).isNotEmpty();
    }

    @Test
    void point_43_roles_are_suppressed_and_revived_one_by_one() {
        MachineRig two = new MachineRig(Messages.multiRole(List.of("dev", "prod")));
        two.start();
        two.feed(new Call.Suppress(Optional.of(List.of("dev"))));
        two.see(Messages.agent("a1")).see(Messages.agent("a2"));
        assertThat(two.offers())
                .extracting(offer -> offer.getAllocationInfo().getRole())
                .containsExactly("prod", "prod");
        two.feed(new Call.Suppress(Optional.of(List.of())));
        two.feed(new Call.Suppress(Optional.of(List.of("prod", "none such"))));
        two.see(Messages.agent("a3"));
        assertThat(two.oneOffer().getAllocationInfo().getRole()).isEqualTo("prod");
        two.feed(new Call.Revive(Optional.of(List.of("dev", "none such"))));
        two.feed(new Call.Suppress(Optional.of(List.of("prod"))));
        assertThat(two.see(Messages.agent("a4")).offers()).isEmpty();
        two.feed(new Call.Revive(Optional.of(List.of("dev"))));
        assertThat(two.oneOffer().getAllocationInfo().getRole()).isEqualTo("dev");
    }

    @Test
    void point_44_suppressed_roles_hold_from_the_start_and_through_a_disconnection() {
        MachineRig quiet = new MachineRig(Messages.multiRole(List.of("dev")), true, List.of("dev"), Optional.empty());
        quiet.start(Messages.agent("a1"));
        quiet.loseContact(Category.TRANSIENT).complete().advance(SECOND);
        assertThat(quiet.offers()).isEmpty();
        quiet.loseContact(Category.TRANSIENT).feed(new Call.Revive(Optional.empty()));
        assertThat(quiet.offers()).isEmpty();
        assertThat(quiet.complete().offers()).hasSize(1);
    }

    @Test
    void point_45_filters_go_with_the_connection() {
        rig.start(Messages.agent("a1"));
        rig.decline(rig.oneOffer(), 3600).loseContact(Category.TRANSIENT).complete();
        assertThat(rig.offers()).hasSize(1);
    }

    @Test
    void point_45_filters_go_with_changed_attributes() {
        rig.start(Messages.agent("a1"));
        rig.decline(rig.oneOffer(), 3600);
        rig.see(Messages.agent("a1").toBuilder()
                .attributes(Map.of("rack", "r9"))
                .build());
        assertThat(rig.offers()).hasSize(1);
    }

    /** Offers go out before a backend knows the name of an agent; those that are still out then would carry the wrong one for good. */
    @Test
    void offers_and_filters_of_an_agent_go_when_its_host_name_becomes_known() {
        rig.start(Messages.agent("a1"), Messages.agent("a2"));
        List<Offer> offers = rig.offers();
        rig.decline(offers.get(0), 3600);
        for (String id : List.of("a1", "a2")) {
            rig.see(Messages.agent(id).toBuilder()
                    .address(new AgentAddress(id + ".internal", "10.0.0.9"))
                    .build());
        }
        assertThat(rig.rescinded()).containsExactly(offers.get(1).getId().getValue());
        assertThat(rig.offers()).extracting(Offer::getHostname).containsExactlyInAnyOrder("a1.internal", "a2.internal");
    }

    @Test
    void point_46_a_role_that_is_removed_loses_its_offers_and_one_that_is_woken_its_filters() {
        MachineRig two = new MachineRig(Messages.multiRole(List.of("dev", "prod")));
        two.start(Messages.agent("a1"), Messages.agent("a2"));
        List<Offer> offers = two.offers();
        FrameworkInfo both = two.info();
        two.feed(new Call.UpdateFramework(both, List.of("dev"), OfferConstraints.getDefaultInstance()));
        assertThat(two.rescinded()).isEmpty();
        FrameworkInfo onlyDev = both.toBuilder().clearRoles().addRoles("dev").build();
        two.feed(new Call.UpdateFramework(onlyDev, List.of("dev"), OfferConstraints.getDefaultInstance()));
        String prodOffer = offers.stream()
                .filter(offer -> offer.getAllocationInfo().getRole().equals("prod"))
                .map(offer -> offer.getId().getValue())
                .findFirst()
                .orElseThrow();
        assertThat(two.rescinded()).containsExactly(prodOffer);
        two.feed(new Call.UpdateFramework(onlyDev, List.of(), OfferConstraints.getDefaultInstance()));
        two.decline(two.oneOffer(), 3600);
        two.feed(new Call.UpdateFramework(onlyDev, List.of("dev"), OfferConstraints.getDefaultInstance()));
        two.feed(new Call.UpdateFramework(onlyDev, List.of(), OfferConstraints.getDefaultInstance()));
        assertThat(two.offers()).hasSize(1);
    }
}
