package dev.isthmus.mesos.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.mesos.messages.scheduler.Protos.AttributeConstraint;
import dev.isthmus.mesos.messages.scheduler.Protos.AttributeConstraint.Predicate;
import dev.isthmus.mesos.messages.scheduler.Protos.AttributeConstraint.Selector;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints.RoleConstraints;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConstraintsTest {

    private static final Selector RACK =
            Selector.newBuilder().setAttributeName("rack").build();
    private static final Predicate EXISTS = Predicate.newBuilder()
            .setExists(Predicate.Exists.getDefaultInstance())
            .build();

    @Test
    void fact_35_a_role_without_groups_and_a_group_without_constraints_are_refused_in_mesos_s_words() {
        assertThat(problem(RoleConstraints.getDefaultInstance()))
                .contains("'OfferConstraints::role_constraints' has an empty 'RoleConstraints::groups' for role dev");
        assertThat(problem(RoleConstraints.newBuilder()
                        .addGroups(RoleConstraints.Group.getDefaultInstance())
                        .build()))
                .contains("'OfferConstraints::RoleConstraints::groups' for role devcontains an empty"
                        + " RoleConstraints::Group");
    }

    @Test
    void a_constraint_needs_a_selector_a_predicate_and_an_expression_that_can_be_read() {
        assertThat(problem(Selector.getDefaultInstance(), EXISTS))
                .contains("An offer constraint has no selector: name an attribute");
        assertThat(problem(RACK, Predicate.getDefaultInstance()))
                .contains("An offer constraint has no predicate, or one that is newer than Mesos 1.11");
        assertThat(problem(
                        RACK,
                        Predicate.newBuilder()
                                .setTextMatches(
                                        Predicate.TextMatches.newBuilder().setRegex("("))
                                .build()))
                .hasValueSatisfying(words -> assertThat(words)
                        .startsWith("The regular expression '(' of an offer constraint cannot be read: "));
        assertThat(problem(RACK, EXISTS)).isEmpty();
    }

    private static Optional<String> problem(Selector selector, Predicate predicate) {
        return problem(RoleConstraints.newBuilder()
                .addGroups(RoleConstraints.Group.newBuilder()
                        .addAttributeConstraints(AttributeConstraint.newBuilder()
                                .setSelector(selector)
                                .setPredicate(predicate)))
                .build());
    }

    private static Optional<String> problem(RoleConstraints role) {
        return Constraints.problem(
                OfferConstraints.newBuilder().putRoleConstraints("dev", role).build());
    }
}
