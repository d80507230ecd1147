package dev.isthmus.mesos.allocator.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentAddress;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.messages.scheduler.Protos.AttributeConstraint;
import dev.isthmus.mesos.messages.scheduler.Protos.AttributeConstraint.Predicate;
import dev.isthmus.mesos.messages.scheduler.Protos.AttributeConstraint.Selector;
import dev.isthmus.mesos.messages.scheduler.Protos.AttributeConstraint.Selector.PseudoattributeType;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints.RoleConstraints;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OfferConstraintsFilterTest {

    private static final Selector RACK =
            Selector.newBuilder().setAttributeName("rack").build();
    private static final Predicate EXISTS = Predicate.newBuilder()
            .setExists(Predicate.Exists.getDefaultInstance())
            .build();
    private static final String INVALID = "A role dev has an invalid 'AttributeConstraint': ";

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
    void a_constraint_needs_a_selector_and_a_predicate_that_are_known() {
        assertThat(problem(Selector.getDefaultInstance(), EXISTS))
                .contains(INVALID + "Exactly one of 'AttributeConstraint::Selector::name' or"
                        + " 'AttributeConstraint::Selector::pseudoattribute_type' must be set");
        assertThat(problem(pseudo(PseudoattributeType.UNKNOWN), EXISTS))
                .contains(INVALID + "Unknown pseudoattribute type");
        assertThat(problem(RACK, Predicate.getDefaultInstance())).contains(INVALID + "Unknown predicate type");
        assertThat(problem(RACK, EXISTS)).isEmpty();
    }

    @Test
    void an_expression_is_one_of_re2_and_no_larger_than_mesos_takes() {
        assertThat(problem(RACK, matches("(")))
                .contains(INVALID + "Failed to construct regex from pattern '(': missing closing )");
        assertThat(problem(RACK, matches("a(?=b)")))
                .hasValueSatisfying(words ->
                        assertThat(words).startsWith(INVALID + "Failed to construct regex from pattern 'a(?=b)': "));
        String long200 = "x".repeat(200);
        assertThat(problem(RACK, matches(long200)))
                .contains(INVALID + "Regex '" + long200
                        + "' is too complex: program size of 202 is larger than maximum of 100 allowed");
        // The example of Mesos's own documentation.
        assertThat(problem(RACK, matches("192.168.(1[0-9]|3[4-7]|[1-9]|4[2-9]|[1-4][0-9]|5[3-8]|20[4-7]|53[0-5]).1")))
                .isEmpty();
    }

    @Test
    void what_would_take_all_memory_to_compile_is_refused_before() {
        for (String bomb : new String[] {
            "(?:(?:a{1000}){1000}){1000}",
            "((?:\\Q)\\Ea{1000}){1000}){1000}",
            "([)a]{1000}x){1000}{9}",
            "([[:alpha:](]{1000}b){1000}",
            "(a{0,1000}){7,999}",
            "(".repeat(5000) + ")".repeat(5000)
        }) {
            assertThat(problem(RACK, matches(bomb))).contains(INVALID + "Regex '" + bomb + "' is too complex");
        }
    }

    @Test
    void a_group_holds_if_each_of_its_constraints_does_and_one_group_is_enough() {
        RoleConstraints either = RoleConstraints.newBuilder()
                .addGroups(group(RACK, equal("r1"), pseudo(PseudoattributeType.HOSTNAME), equal("host-a")))
                .addGroups(group(RACK, equal("r2"), RACK, EXISTS))
                .build();
        assertThat(excludes(either, agent("host-a", "r1"))).isFalse();
        assertThat(excludes(either, agent("host-b", "r1"))).isTrue();
        assertThat(excludes(either, agent("host-b", "r2"))).isFalse();
        assertThat(filter(either).excludes("another role", agent("host-b", "r1"), Optional.empty()))
                .isFalse();
    }

    @Test
    void each_predicate_says_what_it_says_of_an_agent_with_the_attribute_and_of_one_without() {
        Agent with = agent("h", "r1");
        Agent without = agent("h", null);
        assertHolds(EXISTS, with, true);
        assertHolds(EXISTS, without, false);
        Predicate notExists = Predicate.newBuilder()
                .setNotExists(Predicate.NotExists.getDefaultInstance())
                .build();
        assertHolds(notExists, with, false);
        assertHolds(notExists, without, true);
        assertHolds(equal("r1"), with, true);
        assertHolds(equal("r2"), with, false);
        assertHolds(equal("r1"), without, false);
        Predicate notEqual = Predicate.newBuilder()
                .setTextNotEquals(Predicate.TextNotEquals.newBuilder().setValue("r1"))
                .build();
        assertHolds(notEqual, with, false);
        assertHolds(notEqual, without, true);
        assertHolds(matches("r[0-9]"), with, true);
        // The whole of it, not a part.
        assertHolds(matches("[0-9]"), with, false);
        assertHolds(matches("r[0-9]"), without, false);
        Predicate notMatches = Predicate.newBuilder()
                .setTextNotMatches(Predicate.TextNotMatches.newBuilder().setRegex("r[0-9]"))
                .build();
        assertHolds(notMatches, with, false);
        assertHolds(notMatches, without, true);
    }

    @Test
    void region_and_zone_are_those_of_the_offer_which_has_both_or_neither() {
        RoleConstraints zone = of(pseudo(PseudoattributeType.ZONE), equal("eu-west-1a"));
        RoleConstraints region = of(pseudo(PseudoattributeType.REGION), equal("eu-west-1"));
        Agent there =
                agent("h", "r").toBuilder().zone(Optional.of("eu-west-1a")).build();
        for (RoleConstraints wanted : new RoleConstraints[] {zone, region}) {
            assertThat(filter(wanted).excludes("dev", there, Optional.of("eu-west-1")))
                    .isFalse();
            assertThat(filter(wanted).excludes("dev", there, Optional.empty())).isTrue();
            assertThat(filter(wanted).excludes("dev", agent("h", "r"), Optional.of("eu-west-1")))
                    .isTrue();
        }
    }

    private static void assertHolds(Predicate predicate, Agent agent, boolean holds) {
        assertThat(excludes(of(RACK, predicate), agent)).as("%s", predicate).isEqualTo(!holds);
    }

    private static boolean excludes(RoleConstraints role, Agent agent) {
        return filter(role).excludes("dev", agent, Optional.empty());
    }

    private static OfferConstraintsFilter filter(RoleConstraints role) {
        return OfferConstraintsFilter.of(
                OfferConstraints.newBuilder().putRoleConstraints("dev", role).build());
    }

    private static Agent agent(String hostname, @Nullable String rack) {
        TreeMap<String, String> attributes = new TreeMap<>();
        if (rack != null) {
            attributes.put("rack", rack);
        }
        return Agent.builder(new AgentId("a"), Resources.none(Dialect.ECS))
                .address(new AgentAddress(hostname, "10.0.0.1"))
                .attributes(attributes)
                .build();
    }

    private static Selector pseudo(PseudoattributeType type) {
        return Selector.newBuilder().setPseudoattributeType(type).build();
    }

    private static Predicate equal(String value) {
        return Predicate.newBuilder()
                .setTextEquals(Predicate.TextEquals.newBuilder().setValue(value))
                .build();
    }

    private static Predicate matches(String regex) {
        return Predicate.newBuilder()
                .setTextMatches(Predicate.TextMatches.newBuilder().setRegex(regex))
                .build();
    }

    private static Optional<String> problem(Selector selector, Predicate predicate) {
        return problem(of(selector, predicate));
    }

    private static RoleConstraints of(Selector selector, Predicate predicate) {
        return RoleConstraints.newBuilder()
                .addGroups(RoleConstraints.Group.newBuilder().addAttributeConstraints(constraint(selector, predicate)))
                .build();
    }

    private static RoleConstraints.Group group(Selector first, Predicate one, Selector second, Predicate other) {
        return RoleConstraints.Group.newBuilder()
                .addAttributeConstraints(constraint(first, one))
                .addAttributeConstraints(constraint(second, other))
                .build();
    }

    private static AttributeConstraint constraint(Selector selector, Predicate predicate) {
        return AttributeConstraint.newBuilder()
                .setSelector(selector)
                .setPredicate(predicate)
                .build();
    }

    private static Optional<String> problem(RoleConstraints role) {
        return OfferConstraintsFilter.problem(
                OfferConstraints.newBuilder().putRoleConstraints("dev", role).build());
    }
}
