package dev.isthmus.mesos.framework;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.OfferFilters;
import dev.isthmus.mesos.messages.Protos.Value;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("deprecation") // The old role field is part of what is checked.
class FrameworkChecksTest {

    @ParameterizedTest
    @ValueSource(strings = {"/a", "a/", "a//b", ".", "..", "a/..", "a/*", "-a", "a/-b", "a b", "a\tb", "a\u007fb", ""})
    void point_23_bad_roles_are_refused(String role) {
        FrameworkInfo info = Messages.framework().toBuilder().setRole(role).build();
        assertThat(FrameworkChecks.problem(info, List.of())).isPresent();
        assertThat(FrameworkChecks.problem(Messages.multiRole(List.of(role)), List.of()))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "a", "a/b/c", "...", "a-b", "a.b", "a*"})
    void point_23_good_roles_are_not(String role) {
        FrameworkInfo info = Messages.framework().toBuilder().setRole(role).build();
        assertThat(FrameworkChecks.problem(info, List.of())).isEmpty();
    }

    @Test
    void point_23_role_and_roles_are_not_mixed() {
        FrameworkInfo both =
                Messages.multiRole(List.of("a")).toBuilder().setRole("b").build();
        assertThat(FrameworkChecks.problem(both, List.of()).orElseThrow())
                .contains("'FrameworkInfo.role' must not be set");
        FrameworkInfo rolesOnly = Messages.framework().toBuilder().addRoles("a").build();
        assertThat(FrameworkChecks.problem(rolesOnly, List.of()).orElseThrow())
                .contains("'FrameworkInfo.roles' must not be set");
    }

    @Test
    void point_23_a_failover_timeout_beyond_sixty_four_bits_of_nanoseconds_is_refused() {
        FrameworkInfo info =
                Messages.framework().toBuilder().setFailoverTimeout(1e17).build();
        assertThat(FrameworkChecks.problem(info, List.of()).orElseThrow()).contains("1.0E17");
        assertThat(FrameworkChecks.problem(
                        info.toBuilder().setFailoverTimeout(604800).build(), List.of()))
                .isEmpty();
    }

    @Test
    void point_23_a_bad_id_is_refused() {
        FrameworkInfo.Builder info = Messages.framework().toBuilder();
        info.getIdBuilder().setValue("a/b");
        assertThat(FrameworkChecks.problem(info.build(), List.of()).orElseThrow())
                .contains("'FrameworkInfo.id'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a\\b", "a\nb", "a\u007f"})
    void point_55_bad_ids_are_refused(String id) {
        assertThat(Ids.problem(id)).isPresent();
    }

    @Test
    void point_55_spaces_colons_and_two_hundred_and_fifty_five_bytes_are_fine() {
        assertThat(Ids.problem("ct:1795340819013:0:noshell:-n hi")).isEmpty();
        assertThat(Ids.problem("x".repeat(255))).isEmpty();
        assertThat(Ids.problem("x".repeat(256))).isPresent();
        assertThat(Ids.problem("é".repeat(128))).isPresent();
    }

    @Test
    void roles_are_those_of_the_field_that_counts() {
        assertThat(Framework.roles(Messages.framework())).containsExactly("*");
        assertThat(Framework.roles(Messages.multiRole(List.of("b", "a")))).containsExactly("b", "a");
        assertThat(Framework.has(Messages.framework(), Capability.Type.MULTI_ROLE))
                .isFalse();
    }

    @Test
    void point_23_offer_filters_are_for_roles_of_the_framework() {
        FrameworkInfo info = Messages.multiRole(List.of("a"));
        assertThat(FrameworkChecks.problem(
                        info.toBuilder()
                                .putOfferFilters("b", OfferFilters.getDefaultInstance())
                                .build(),
                        List.of()))
                .hasValueSatisfying(problem -> assertThat(problem).contains("'b'"));
        assertThat(FrameworkChecks.problem(
                        info.toBuilder()
                                .putOfferFilters("a", OfferFilters.getDefaultInstance())
                                .build(),
                        List.of()))
                .isEmpty();
    }

    @Test
    void point_30_quantities_of_offer_filters_are_amounts_of_something() {
        for (OfferFilters.ResourceQuantities wrong : List.of(
                OfferFilters.ResourceQuantities.getDefaultInstance(),
                quantities("", 1),
                quantities("cpus", -1),
                quantities("cpus", Double.NaN))) {
            assertThat(FrameworkChecks.problem(least(wrong), List.of()).orElseThrow())
                    .contains("min_allocatable_resources");
        }
        assertThat(FrameworkChecks.problem(least(quantities("cpus", 0)), List.of()))
                .isEmpty();
    }

    private static OfferFilters.ResourceQuantities quantities(String name, double value) {
        return OfferFilters.ResourceQuantities.newBuilder()
                .putQuantities(name, Value.Scalar.newBuilder().setValue(value).build())
                .build();
    }

    private static FrameworkInfo least(OfferFilters.ResourceQuantities quantities) {
        return Messages.framework().toBuilder()
                .putOfferFilters(
                        "*",
                        OfferFilters.newBuilder()
                                .setMinAllocatableResources(OfferFilters.MinAllocatableResources.newBuilder()
                                        .addQuantities(quantities))
                                .build())
                .build();
    }
}
