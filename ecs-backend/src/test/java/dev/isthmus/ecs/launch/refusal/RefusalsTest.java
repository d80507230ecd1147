package dev.isthmus.ecs.launch.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.CallFailure.Done;
import dev.isthmus.ecs.call.FailureEntry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conformance table b.3: why a start was refused. */
class RefusalsTest {

    private static final AgentId AGENT = new AgentId("abc");
    private static final String ARN = "arn:aws:ecs:us-east-1:1:container-instance/c/abc";
    private static final String OTHER = "arn:aws:ecs:us-east-1:1:container-instance/c/other";

    @ParameterizedTest
    @CsvSource({
        "RESOURCE:CPU, RESOURCES",
        "RESOURCE:MEMORY, RESOURCES",
        "RESOURCE:PORTS, RESOURCES",
        "RESOURCE:ENI, RESOURCES",
        "RESOURCE:GPU, RESOURCES",
        "Capacity is unavailable at this time, RESOURCES",
        "AGENT, AGENT_DISCONNECTED",
        "MISSING, AGENT_GONE",
        "INACTIVE, AGENT_GONE",
        "ATTRIBUTE, UNSUITABLE_AGENT",
        "LOCATION, UNSUITABLE_AGENT",
        "DRAINING, AGENT_DRAINING",
        "SOMETHING:NEW, UNSUITABLE_AGENT",
    })
    void reason_is_a_kind(String reason, Refusal refusal) {
        assertThat(Refusals.kindOf(reason)).isEqualTo(refusal);
    }

    @ParameterizedTest
    @CsvSource({
        "RESOURCE:CPU, CPU",
        "RESOURCE:MEMORY, MEMORY",
        "RESOURCE:PORTS, PORTS PORTS_UDP",
        "RESOURCE:PORTS_UDP, PORTS PORTS_UDP",
        "RESOURCE:GPU, GPU",
        "RESOURCE:ENI, ''",
        "AGENT, ''",
        "Capacity is unavailable at this time, ''",
    })
    void what_is_lacking_is_what_ecs_counts(String reason, String names) {
        String sorted = Refusals.lacking(List.of(new FailureEntry(ARN, reason, "")), AGENT).stream()
                .map(ResourceName::value)
                .sorted()
                .collect(Collectors.joining(" "));
        assertThat(sorted).isEqualTo(names);
        assertThat(Refusals.lacking(List.of(new FailureEntry(OTHER, reason, "")), AGENT))
                .as("of another instance")
                .isEmpty();
    }

    @Test
    void what_is_said_of_the_offered_instance_counts() {
        var refused = Refusals.ofFailures(
                List.of(
                        new FailureEntry(OTHER, "MemberOf placement constraint unsatisfied.", ""),
                        new FailureEntry(ARN, "RESOURCE:CPU", "")),
                AGENT,
                Optional.of(AgentState.READY),
                true);
        assertThat(refused.refusal()).isEqualTo(Refusal.RESOURCES);
        assertThat(refused.message()).contains("RESOURCE:CPU").contains("abc");
    }

    @ParameterizedTest
    @CsvSource({"READY, UNSUITABLE_AGENT", "DRAINING, AGENT_DRAINING", "DISCONNECTED, AGENT_DISCONNECTED"})
    void constraint_that_fits_no_instance_means_that_the_one_takes_no_tasks(AgentState state, Refusal refusal) {
        List<FailureEntry> failures =
                List.of(new FailureEntry(OTHER, "MemberOf placement constraint unsatisfied.", ""));
        assertThat(Refusals.ofFailures(failures, AGENT, Optional.of(state), false)
                        .refusal())
                .isEqualTo(refusal);
        assertThat(Refusals.ofFailures(failures, AGENT, Optional.empty(), false).refusal())
                .isEqualTo(Refusal.AGENT_GONE);
    }

    @ParameterizedTest
    @CsvSource({
        "INACTIVE, READY, AGENT_DRAINING",
        "INACTIVE, DRAINING, AGENT_DRAINING",
        "INACTIVE, DISCONNECTED, AGENT_DISCONNECTED",
        "INACTIVE, , AGENT_GONE",
        "MISSING, DRAINING, AGENT_GONE",
    })
    void an_inactive_instance_is_gone_only_if_the_last_look_did_not_show_it(
            String reason, @Nullable AgentState state, Refusal refusal) {
        assertThat(Refusals.ofFailures(
                                List.of(new FailureEntry(ARN, reason, "")), AGENT, Optional.ofNullable(state), true)
                        .refusal())
                .isEqualTo(refusal);
    }

    @Test
    void definition_of_ours_has_no_constraint_so_that_the_agent_must_have_stopped_taking_tasks() {
        List<FailureEntry> failures =
                List.of(new FailureEntry(OTHER, "MemberOf placement constraint unsatisfied.", ""));
        assertThat(Refusals.ofFailures(failures, AGENT, Optional.of(AgentState.READY), true)
                        .refusal())
                .isEqualTo(Refusal.AGENT_DISCONNECTED);
    }

    @ParameterizedTest
    @CsvSource({
        "CALLER, INVALID",
        "DENIED, DENIED",
        "RESOURCES, UNAVAILABLE",
        "GONE, AGENT_GONE",
        "THROTTLED, UNAVAILABLE",
        "TRANSIENT, UNAVAILABLE",
    })
    void category_is_a_kind(Category category, Refusal refusal) {
        assertThat(Refusals.ofFailure(CallFailure.of(category, "", Done.NO, "why"))
                        .refusal())
                .isEqualTo(refusal);
    }
}
