package dev.isthmus.testkit.ecs.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.testkit.ecs.budget.Budgets;
import dev.isthmus.testkit.ecs.cluster.Consistency;
import dev.isthmus.testkit.ecs.cluster.FargateSettings;
import dev.isthmus.testkit.ecs.cluster.ModelSettings;
import dev.isthmus.testkit.ecs.cluster.TaskPace;
import dev.isthmus.testkit.ecs.control.ControlPlane;
import dev.isthmus.testkit.ecs.fault.DeliveryFaults;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A standard queue of SQS: at least once, and in no order that is promised. */
class StandardQueueTest {
    private static final Duration VISIBILITY = Duration.ofSeconds(30);
    private static final Instant START = Instant.EPOCH;

    private final StandardQueue queue = new StandardQueue(7);

    private static Instant after(long seconds) {
        return START.plusSeconds(seconds);
    }

    private ReceivedMessage one(Instant now) {
        List<ReceivedMessage> received = queue.receive(now, 1, VISIBILITY);
        assertThat(received).hasSize(1);
        return received.get(0);
    }

    @Test
    void what_is_received_and_not_deleted_comes_again() {
        queue.send(START, Duration.ZERO, "a");
        ReceivedMessage first = one(START);
        assertThat(first.body()).isEqualTo("a");
        assertThat(first.receiveCount()).isEqualTo(1);
        assertThat(queue.receive(after(29), 10, VISIBILITY)).as("hidden").isEmpty();
        assertThat(queue.inFlight(after(29))).isEqualTo(1);
        ReceivedMessage again = one(after(30));
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.receiveCount()).isEqualTo(2);
        assertThat(again.handle()).isNotEqualTo(first.handle());
        assertThat(again.firstReceivedAt()).isEqualTo(START);
    }

    @Test
    void what_is_deleted_is_gone_and_only_the_last_handle_deletes() {
        queue.send(START, Duration.ZERO, "a");
        ReceivedMessage first = one(START);
        ReceivedMessage again = one(after(30));
        assertThat(queue.delete(first.handle())).isEqualTo(StandardQueue.Handle.OUTDATED);
        assertThat(queue.inFlight(after(31))).isEqualTo(1);
        assertThat(queue.delete(again.handle())).isEqualTo(StandardQueue.Handle.CURRENT);
        assertThat(queue.delete(again.handle())).as("again").isEqualTo(StandardQueue.Handle.OUTDATED);
        assertThat(queue.receive(after(1000), 10, VISIBILITY)).isEmpty();
        for (String wrong : List.of("", "x", "2.1", "0.1", "1", "-1.1")) {
            assertThat(queue.delete(wrong)).as(wrong).isEqualTo(StandardQueue.Handle.INVALID);
        }
    }

    @Test
    void a_message_whose_time_has_come_back_can_still_be_deleted() {
        queue.send(START, Duration.ZERO, "a");
        ReceivedMessage first = one(START);
        assertThat(queue.waiting(after(31))).isEqualTo(1);
        assertThat(queue.delete(first.handle())).isEqualTo(StandardQueue.Handle.CURRENT);
        assertThat(queue.waiting(after(31))).isZero();
    }

    @Test
    void visibility_can_be_changed_while_a_message_is_in_flight() {
        queue.send(START, Duration.ZERO, "a");
        ReceivedMessage first = one(START);
        assertThat(queue.changeVisibility(after(20), first.handle(), Duration.ofSeconds(60)))
                .isTrue();
        assertThat(queue.receive(after(79), 1, VISIBILITY)).isEmpty();
        assertThat(queue.nextVisible()).contains(after(80));
        ReceivedMessage again = one(after(80));
        assertThat(queue.changeVisibility(after(81), again.handle(), Duration.ZERO))
                .as("back at once")
                .isTrue();
        assertThat(queue.waiting(after(81))).isEqualTo(1);
        assertThat(queue.changeVisibility(after(81), again.handle(), Duration.ZERO))
                .as("not in flight")
                .isFalse();
    }

    @Test
    void a_message_is_kept_for_four_days() {
        queue.send(START, Duration.ZERO, "old");
        queue.send(START.plus(Duration.ofDays(2)), Duration.ZERO, "new");
        assertThat(queue.waiting(START.plus(Duration.ofDays(4)).minusSeconds(1)))
                .isEqualTo(2);
        assertThat(queue.receive(START.plus(Duration.ofDays(4)), 10, VISIBILITY))
                .extracting(ReceivedMessage::body)
                .containsExactly("new");
    }

    @Test
    void a_message_that_is_too_old_is_gone_for_its_handle_too() {
        queue.send(START, Duration.ZERO, "old");
        String handle = one(START).handle();
        assertThat(queue.waiting(START.plus(Duration.ofDays(4)))).isZero();
        assertThat(queue.deleted(handle)).isFalse();
    }

    @Test
    void whoever_waits_is_woken_when_a_hidden_message_comes_back() {
        ControlPlane plane = new ControlPlane(
                new ModelSettings(
                        "us-east-1",
                        "123456789012",
                        List.of("default"),
                        TaskPace.immediate(),
                        Consistency.strong(),
                        FargateSettings.launchTypeOnly(),
                        Map.of(),
                        Set.of(),
                        Set.of(),
                        Duration.ZERO,
                        Duration.ZERO,
                        List.of("q"),
                        1),
                Budgets.unlimited(),
                START);
        StandardQueue events = plane.queues().named("q").orElseThrow();
        assertThat(plane.nextDeadline()).isEmpty();
        events.send(START, Duration.ZERO, "a");
        assertThat(plane.nextDeadline()).as("it is there").isEmpty();
        events.receive(START, 1, VISIBILITY);
        assertThat(plane.nextDeadline()).contains(after(30));
    }

    @Test
    void at_most_as_many_come_as_are_asked_for() {
        IntStream.range(0, 25).forEach(i -> queue.send(START, Duration.ZERO, "m" + i));
        assertThat(queue.receive(START, 10, VISIBILITY)).hasSize(10);
        assertThat(queue.receive(START, 10, VISIBILITY)).hasSize(10);
        assertThat(queue.receive(START, 10, VISIBILITY)).hasSize(5);
        queue.purge();
        assertThat(queue.receive(after(100), 10, VISIBILITY)).isEmpty();
    }

    @Test
    void what_is_not_hidden_comes_once_in_an_answer_and_again_in_the_next() {
        queue.send(START, Duration.ZERO, "a");
        queue.send(START, Duration.ZERO, "b");
        for (int receives = 1; receives <= 2; receives++) {
            List<ReceivedMessage> received = queue.receive(START, 10, Duration.ZERO);
            assertThat(received).extracting(ReceivedMessage::body).containsExactly("a", "b");
            assertThat(received).extracting(ReceivedMessage::receiveCount).containsOnly(receives);
        }
        assertThat(queue.inFlight(START)).isZero();
    }

    @Test
    void a_delay_is_of_a_millisecond_at_least_if_anything_is_late() {
        DeliveryFaults shortest = DeliveryFaults.none().delaying(1, Duration.ofMillis(1));
        assertThat(arrived(List.of("a"), shortest, 5)).containsExactly("a");
        for (Duration shorter : List.of(Duration.ofNanos(999_999), Duration.ZERO, Duration.ofSeconds(-1))) {
            assertThatThrownBy(() -> DeliveryFaults.none().delaying(0.5, shorter))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("late")
                    .hasMessageContaining("1 ms");
        }
        assertThat(DeliveryFaults.none().delaying(0, Duration.ofNanos(1)).late())
                .isZero();
    }

    @Test
    void what_goes_wrong_on_the_way_goes_wrong_in_its_part_and_the_same_under_the_same_seed() {
        List<String> sent = IntStream.range(0, 1000).mapToObj(i -> "m" + i).toList();
        DeliveryFaults faults = DeliveryFaults.none().losing(0.1).repeating(0.2).delaying(0.3, Duration.ofSeconds(20));
        List<String> arrived = arrived(sent, faults, 5);
        LinkedHashSet<String> once = new LinkedHashSet<>(arrived);
        assertThat(once.size()).as("lost").isBetween(850, 950);
        assertThat(arrived.size() - once.size()).as("twice").isBetween(130, 230);
        assertThat(List.copyOf(once))
                .as("in another order")
                .isNotEqualTo(sent.stream().filter(once::contains).toList());
        assertThat(arrived(sent, faults, 5)).isEqualTo(arrived);
        assertThat(arrived(sent, faults, 6)).isNotEqualTo(arrived);
        assertThat(arrived(sent, DeliveryFaults.none(), 5)).isEqualTo(sent);
    }

    private static List<String> arrived(List<String> sent, DeliveryFaults faults, long seed) {
        EventQueues queues = new EventQueues(List.of("q"), seed);
        queues.faults(faults);
        for (int i = 0; i < sent.size(); i++) {
            queues.deliver(START.plusMillis(i), sent.get(i));
        }
        List<String> arrived = new ArrayList<>();
        for (int second = 0; second < 60; second++) {
            StandardQueue queue = queues.named("q").orElseThrow();
            List<ReceivedMessage> received;
            do {
                received = queue.receive(after(second), 10, VISIBILITY);
                received.forEach(message -> {
                    arrived.add(message.body());
                    assertThat(queue.deleted(message.handle())).isTrue();
                });
            } while (!received.isEmpty());
        }
        return arrived;
    }
}
