package dev.isthmus.master.subscription;

import static dev.isthmus.master.subscription.SubscriptionScene.framework;
import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints.RoleConstraints;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who is subscribed on which stream, by the facts of Mesos that the names say. */
class SubscriptionsTest {

    private static final FrameworkInfo PATIENT =
            framework("f").toBuilder().setFailoverTimeout(60).build();

    private final SubscriptionScene scene = new SubscriptionScene();

    @Test
    void fact_12_the_first_heartbeat_is_at_once_and_then_every_15_seconds() {
        assertThat(scene.subscribe("f"))
                .containsExactly("#1 opens S1", "f: serve S1", "S1 SUBSCRIBED f", "S1 HEARTBEAT");
        assertThat(scene.pass(Duration.ofMillis(14_999))).isEmpty();
        assertThat(scene.subscribe("g")).contains("S2 HEARTBEAT");
        assertThat(scene.pass(Duration.ofMillis(1))).containsExactly("S1 HEARTBEAT");
        assertThat(scene.pass(Duration.ofSeconds(30)))
                .containsExactly("S2 HEARTBEAT", "S1 HEARTBEAT", "S2 HEARTBEAT", "S1 HEARTBEAT");
    }

    @Test
    void fact_29_each_framework_without_an_id_gets_a_new_one() {
        assertThat(scene.subscribe("")).contains("S1 SUBSCRIBED M-0000", "M-0000: serve S1");
        assertThat(scene.subscribe("")).contains("S2 SUBSCRIBED M-0001", "M-0001: serve S2");
    }

    @Test
    void fact_97_an_operator_tears_a_framework_down_whether_it_is_there_or_away() {
        scene.subscribe(framework("f").toBuilder().setFailoverTimeout(60).build());
        assertThat(scene.tearDown("g")).containsExactly("#2 400 No framework found with specified ID");
        assertThat(scene.tearDown("f")).containsExactly("S1 ends", "f: remove", "#3 200");
        assertThat(scene.tearDown("f")).containsExactly("#4 400 No framework found with specified ID");
        assertThat(scene.subscribe("f")).contains("S2 ERROR Framework has been removed");
        scene.subscribe(framework("h").toBuilder().setFailoverTimeout(60).build());
        scene.breaks(3);
        assertThat(scene.tearDown("h")).containsExactly("h: remove", "#7 200");
    }

    @Test
    void fact_30_an_id_that_the_master_has_never_seen_is_accepted() {
        assertThat(scene.subscribe("Singularity")).contains("S1 SUBSCRIBED Singularity");
    }

    @Test
    void fact_31_a_second_subscription_takes_over_from_the_first() {
        scene.subscribe("f");
        assertThat(scene.subscribe("f"))
                .containsExactly(
                        "#2 opens S2",
                        "S1 ERROR Framework failed over",
                        "S1 ends",
                        "f: serve S2",
                        "S2 SUBSCRIBED f",
                        "S2 HEARTBEAT");
        assertThat(scene.breaks(1)).as("the old stream is nobody's").isEmpty();
        assertThat(scene.pass(Duration.ofSeconds(15))).containsExactly("S2 HEARTBEAT");
        assertThat(scene.call("f", 1, Call.Type.REVIVE))
                .singleElement()
                .asString()
                .startsWith("#3 400 The stream ID '00000000-0000-0000-0000-000000000001'");
        assertThat(scene.call("f", 2, Call.Type.REVIVE)).containsExactly("#4 202", "f: Revive");
    }

    @Test
    void fact_31_user_and_checkpoint_keep_their_old_value_and_all_else_changes() {
        scene.subscribe(framework("f").toBuilder().setCheckpoint(true).build());
        scene.subscribe(
                framework("f").toBuilder().setUser("other").setName("renamed").build());
        assertThat(scene.outputs)
                .filteredOn(SubscriptionOutput.Act.class::isInstance)
                .last()
                .isEqualTo(new SubscriptionOutput.Act(
                        "f",
                        new FrameworkAction.Serve(
                                "00000000-0000-0000-0000-000000000002",
                                framework("f").toBuilder()
                                        .setName("renamed")
                                        .setCheckpoint(true)
                                        .build(),
                                false,
                                java.util.List.of(),
                                dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints.getDefaultInstance())));
    }

    @Test
    void fact_31_another_principal_is_refused_and_the_first_stream_goes_on() {
        scene.subscribe(framework("f").toBuilder().setPrincipal("p").build());
        assertThat(scene.subscribe(framework("f").toBuilder().setPrincipal("q").build()))
                .containsExactly("#2 opens S2", "S2 ERROR Changing framework's principal is not allowed.", "S2 ends");
        assertThat(scene.call("f", 1, Call.Type.SUPPRESS)).contains("f: Suppress");
    }

    @Test
    void fact_28_a_refused_subscription_is_a_stream_with_an_error() {
        assertThat(scene.subscribe(framework("").toBuilder()
                        .addRoles("a b")
                        .addCapabilities(
                                FrameworkInfo.Capability.newBuilder().setType(FrameworkInfo.Capability.Type.MULTI_ROLE))
                        .build()))
                .hasSize(3)
                .startsWith("#1 opens S1")
                .endsWith("S1 ends")
                .element(1)
                .asString()
                .startsWith("S1 ERROR 'FrameworkInfo.roles' contains invalid role: ");
        assertThat(scene.subscribe(framework(""), subscribe -> subscribe.addSuppressedRoles("x")))
                .element(1)
                .asString()
                .startsWith("S2 ERROR Suppressed role 'x' is not contained in the list of roles");
        assertThat(scene.subscribe(framework("f"), subscribe -> {
                    subscribe
                            .getOfferConstraintsBuilder()
                            .putRoleConstraints("*", RoleConstraints.getDefaultInstance());
                    return subscribe;
                }))
                .element(1)
                .asString()
                .isEqualTo(
                        "S3 ERROR 'OfferConstraints::role_constraints' has an empty 'RoleConstraints::groups' for role *");
        assertThat(scene.pass(Duration.ofMinutes(1))).isEmpty();
    }

    @Test
    void fact_50_without_a_failover_timeout_a_broken_stream_removes_its_framework_at_once() {
        scene.subscribe("f");
        assertThat(scene.breaks(1)).containsExactly("S1 ends", "f: remove");
        assertThat(scene.call("f", 1, Call.Type.REVIVE)).containsExactly("#2 400 Framework cannot be found");
        assertThat(scene.pass(Duration.ofMinutes(1))).isEmpty();
    }

    @Test
    void fact_49_within_its_failover_timeout_a_framework_is_disconnected() {
        scene.subscribe(PATIENT);
        assertThat(scene.breaks(1)).containsExactly("S1 ends", "f: leave");
        assertThat(scene.call("f", 1, Call.Type.REVIVE)).containsExactly("#2 403 Framework is not subscribed");
        assertThat(scene.pass(Duration.ofMillis(59_999))).isEmpty();
        assertThat(scene.pass(Duration.ofMillis(1))).containsExactly("f: seek");
        assertThat(scene.gone("f")).containsExactly("f: remove");
        assertThat(scene.subscribe("f"))
                .containsExactly("#3 opens S2", "S2 ERROR Framework has been removed", "S2 ends");
    }

    @Test
    void fact_49_each_disconnection_has_its_own_time() {
        scene.subscribe(PATIENT);
        scene.breaks(1);
        scene.pass(Duration.ofSeconds(50));
        assertThat(scene.subscribe(PATIENT))
                .containsExactly("#2 opens S2", "f: serve S2", "S2 SUBSCRIBED f", "S2 HEARTBEAT");
        assertThat(scene.pass(Duration.ofSeconds(12)))
                .as("the first time is over, and nothing happens")
                .isEmpty();
        assertThat(scene.breaks(2)).contains("f: leave");
        assertThat(scene.pass(Duration.ofSeconds(59))).isEmpty();
        assertThat(scene.pass(Duration.ofSeconds(1))).containsExactly("f: seek");
        assertThat(scene.gone("f")).containsExactly("f: remove");
    }

    @Test
    void fact_49_the_timeout_is_that_of_the_last_description() {
        scene.subscribe(PATIENT);
        scene.call("f", 1, Call.Type.UPDATE_FRAMEWORK, call -> {
            call.getUpdateFrameworkBuilder()
                    .setFrameworkInfo(PATIENT.toBuilder().setFailoverTimeout(1));
            return call;
        });
        scene.breaks(1);
        assertThat(scene.pass(Duration.ofSeconds(1))).containsExactly("f: seek");
        assertThat(scene.gone("f")).containsExactly("f: remove");
    }

    @Test
    void fact_48_teardown_closes_the_stream_without_an_event_and_the_id_is_refused_from_then_on() {
        scene.subscribe(PATIENT);
        assertThat(scene.call("f", 1, Call.Type.TEARDOWN)).containsExactly("#2 202", "S1 ends", "f: remove");
        assertThat(scene.subscribe(PATIENT)).contains("S2 ERROR Framework has been removed");
        assertThat(scene.pass(Duration.ofHours(1))).isEmpty();
    }

    @Test
    void a_machine_that_cannot_go_on_is_told_as_an_error_and_counts_as_a_disconnection() {
        scene.subscribe(PATIENT);
        assertThat(scene.fails(1, "no such cluster"))
                .containsExactly("S1 ERROR no such cluster", "S1 ends", "f: leave");
        assertThat(scene.subscribe(PATIENT)).contains("f: serve S2");
    }

    @Test
    void a_machine_that_cannot_go_on_does_not_remove_a_framework_that_has_no_time_to_come_back() {
        scene.subscribe(framework("f"));
        assertThat(scene.fails(1, "no such cluster"))
                .containsExactly("S1 ERROR no such cluster", "S1 ends", "f: leave");
        assertThat(scene.subscribe(framework("f"))).contains("f: serve S2");
    }

    @Test
    void fact_47_updates_are_answered_by_what_becomes_of_them() {
        scene.subscribe(PATIENT);
        assertThat(update(PATIENT.toBuilder().setName("renamed").build()))
                .containsExactly("#2 200", "f: UpdateFramework");
        assertThat(update(PATIENT.toBuilder().setUser("x").build()))
                .containsExactly(
                        "#3 400 FrameworkInfo update is not valid: Updating 'FrameworkInfo.user' is unsupported;"
                                + " attempted to update from 'u' to 'x'");
        assertThat(update(PATIENT.toBuilder().setCheckpoint(true).build()))
                .singleElement()
                .asString()
                .startsWith(
                        "#4 400 FrameworkInfo update is not valid: Updating 'FrameworkInfo.checkpoint' is unsupported");
        assertThat(update(PATIENT.toBuilder().setPrincipal("x").build()))
                .containsExactly(
                        "#5 400 FrameworkInfo update is not valid: Changing framework's principal is not allowed.");
        assertThat(update(PATIENT.toBuilder().addRoles("x").build()))
                .singleElement()
                .asString()
                .startsWith("#6 400 Supplied FrameworkInfo is not valid: ");
    }

    private java.util.List<String> update(FrameworkInfo info) {
        return scene.call("f", 1, Call.Type.UPDATE_FRAMEWORK, call -> {
            call.getUpdateFrameworkBuilder().setFrameworkInfo(info);
            return call;
        });
    }
}
