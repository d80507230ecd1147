package dev.isthmus.ecs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.CallFailure.Done;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.EcsOperation;
import dev.isthmus.ecs.launch.LaunchMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A read that ECS refuses once is no loss of contact, whatever it says; one that it goes on to refuse is one. */
class RefusedReadsTest extends EcsEngineBench {

    private static final List<EcsOperation> READS = List.of(
            EcsOperation.LIST_TASKS,
            EcsOperation.DESCRIBE_TASKS,
            EcsOperation.LIST_CONTAINER_INSTANCES,
            EcsOperation.DESCRIBE_CONTAINER_INSTANCES);

    /** What a read can be answered with, by category and code; a lost call has no code. */
    private enum Answered {
        THROTTLED(Category.THROTTLED, "ThrottlingException"),
        CLIENT(Category.CALLER, "ClientException"),
        INVALID(Category.CALLER, "InvalidParameterException"),
        NO_CLUSTER(Category.CALLER, "ClusterNotFoundException"),
        DENIED(Category.DENIED, "AccessDeniedException"),
        EXPIRED(Category.TRANSIENT, "ExpiredTokenException"),
        FAILED(Category.TRANSIENT, "ServerException"),
        UNANSWERED(Category.TRANSIENT, "");

        private final Category category;
        private final String code;

        Answered(Category category, String code) {
            this.category = category;
            this.code = code;
        }
    }

    private static Stream<Arguments> readsAndAnswers() {
        return READS.stream()
                .flatMap(read -> Stream.of(Answered.values()).map(answered -> Arguments.of(read, answered)));
    }

    private void refuse(EcsOperation read, Answered answered, int times) {
        for (int i = 0; i < times; i++) {
            rig.refuse(read, answered.category, answered.code, "no");
        }
    }

    private EngineRig running(int instances) {
        for (int i = 0; i < instances; i++) {
            ecs.addInstance("i" + i);
        }
        EngineRig engine = started(LaunchMode.RUN_TASK);
        engine.launch(launch("t", "i0"), outcomes::add);
        rig.advance(Duration.ofSeconds(2));
        ecs.run(ecs.only());
        rig.advance(Duration.ofSeconds(10));
        assertThat(told.get(told.size() - 1).phase()).isInstanceOf(TaskPhase.Running.class);
        inventory.clear();
        told.clear();
        rig.begun.clear();
        return engine;
    }

    private List<InventoryEvent> contact() {
        return inventory.stream()
                .filter(event ->
                        event instanceof InventoryEvent.ContactLost || event instanceof InventoryEvent.Complete)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("readsAndAnswers")
    void one_refusal_is_no_loss_of_contact_and_nothing_is_gone(EcsOperation read, Answered answered) {
        running(250);
        refuse(read, answered, 1);
        rig.advance(Duration.ofSeconds(130));
        assertThat(contact()).isEmpty();
        assertThat(inventory).noneMatch(InventoryEvent.AgentGone.class::isInstance);
        assertThat(told).isEmpty();
        assertThat(rig.count(read)).isGreaterThan(1);
    }

    @ParameterizedTest
    @MethodSource("readsAndAnswers")
    void refusal_that_lasts_is_told_once_and_its_end_once(EcsOperation read, Answered answered) {
        running(1);
        refuse(read, answered, 10_000);
        rig.advance(Duration.ofSeconds(100));
        rig.clearFaults();
        rig.advance(Duration.ofSeconds(70));
        if (answered == Answered.THROTTLED) {
            assertThat(contact()).isEmpty();
            return;
        }
        assertThat(contact()).last().isInstanceOf(InventoryEvent.Complete.class);
        assertThat(contact())
                .filteredOn(InventoryEvent.Complete.class::isInstance)
                .hasSize(1);
        assertThat(contact()).first().isInstanceOf(InventoryEvent.ContactLost.class);
        assertThat(inventory).noneMatch(InventoryEvent.AgentGone.class::isInstance);
        assertThat(told).isEmpty();
    }

    @Test
    void contact_is_lost_after_three_refusals_over_five_seconds_and_not_before() {
        running(1);
        refuse(EcsOperation.LIST_TASKS, Answered.CLIENT, 10_000);
        rig.advance(Duration.ofSeconds(5));
        assertThat(contact()).isEmpty();
        rig.advance(Duration.ofSeconds(7));
        assertThat(contact()).singleElement().isInstanceOf(InventoryEvent.ContactLost.class);
        assertThat(rig.count(EcsOperation.LIST_TASKS)).isGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(
            value = EcsOperation.class,
            names = {"LIST_TASKS", "LIST_CONTAINER_INSTANCES"})
    void listing_whose_page_token_is_refused_begins_again(EcsOperation listing) {
        ecs.pageSize = 1;
        EngineRig engine = running(3);
        engine.launch(launch("u", "i1"), outcomes::add);
        rig.advance(Duration.ofSeconds(10));
        inventory.clear();
        told.clear();
        rig.begun.clear();
        List<EcsCall<?>> refused = new ArrayList<>();
        rig.refusing = call -> {
            if (!refused.isEmpty() || call.operation() != listing || !hasToken(call)) {
                return Optional.empty();
            }
            refused.add(call);
            return Optional.of(CallFailure.of(Category.CALLER, "InvalidParameterException", Done.NO, "Invalid token"));
        };
        rig.advance(Duration.ofSeconds(20));
        List<EcsCall<?>> after = rig.begun.subList(rig.begun.indexOf(refused.get(0)) + 1, rig.begun.size());
        assertThat(after)
                .filteredOn(call -> call.operation() == listing)
                .first()
                .satisfies(call -> assertThat(hasToken(call)).isFalse());
        assertThat(contact()).isEmpty();
        assertThat(inventory).noneMatch(InventoryEvent.AgentGone.class::isInstance);
        assertThat(told).noneMatch(event -> event.phase() instanceof TaskPhase.Ended);
    }

    private static boolean hasToken(EcsCall<?> call) {
        return call instanceof EcsCall.ListTasks tasks
                ? tasks.next().isPresent()
                : ((EcsCall.ListInstances) call).next().isPresent();
    }

    @Test
    void batch_that_fails_costs_that_batch_only() {
        running(150);
        String changed = ecs.addInstance("late");
        rig.refusing = call -> call instanceof EcsCall.DescribeInstances describe
                        && !describe.arns().contains(changed)
                ? Optional.of(CallFailure.of(Category.CALLER, "ClientException", Done.NO, "no"))
                : Optional.empty();
        rig.advance(Duration.ofSeconds(8));
        assertThat(inventory)
                .filteredOn(InventoryEvent.AgentSeen.class::isInstance)
                .extracting(
                        event -> ((InventoryEvent.AgentSeen) event).agent().id().value())
                .contains("late");
        rig.advance(Duration.ofSeconds(60));
        assertThat(inventory).noneMatch(InventoryEvent.AgentGone.class::isInstance);
        rig.refusing = call -> Optional.empty();
        rig.advance(Duration.ofSeconds(20));
        assertThat(contact()).last().isInstanceOf(InventoryEvent.Complete.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Answered.class,
            names = {"DENIED", "NO_CLUSTER"})
    void what_is_wrong_from_the_start_is_told_at_once(Answered answered) {
        refuse(EcsOperation.LIST_TASKS, answered, 1);
        engine(LaunchMode.RUN_TASK).startOffers();
        rig.advance(Duration.ofMillis(100));
        assertThat(contact()).singleElement().isInstanceOf(InventoryEvent.ContactLost.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Answered.class,
            names = {"CLIENT", "INVALID", "FAILED", "UNANSWERED"})
    void one_refusal_at_the_start_is_not_told(Answered answered) {
        refuse(EcsOperation.LIST_TASKS, answered, 1);
        engine(LaunchMode.RUN_TASK).startOffers();
        rig.advance(Duration.ofSeconds(2));
        assertThat(contact()).singleElement().isInstanceOf(InventoryEvent.Complete.class);
    }
}
