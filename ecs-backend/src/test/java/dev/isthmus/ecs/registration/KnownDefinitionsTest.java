package dev.isthmus.ecs.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.ecs.budget.EcsCallQueue;
import dev.isthmus.ecs.budget.RequestBudget;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.definition.DefinitionContent;
import dev.isthmus.ecs.plan.Plan.Wanted;
import dev.isthmus.ecs.step.Event;
import dev.isthmus.ecs.step.Rig;
import dev.isthmus.ecs.view.DefinitionView;
import dev.isthmus.ecs.view.DefinitionView.ContainerDefinitionView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is remembered of definitions does not grow with the kinds of tasks. */
class KnownDefinitionsTest {

    private static final int KINDS = 100_000;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final LaunchId LAUNCH = new LaunchId("a".repeat(32));

    private long described;

    private static DefinitionView view(String family) {
        return new DefinitionView(
                "arn:aws:ecs:us-east-1:1:task-definition/" + family + ":1",
                List.of(new ContainerDefinitionView("main", true, List.of(), PortRanges.NONE, false)));
    }

    /** Answers every call at once. */
    private final class Answering extends Rig {

        Answering() {
            super(START);
        }

        @Override
        @SuppressWarnings("unchecked") // the only calls made are these
        protected <T> void begin(EcsCall<T> call, Consumer<Answer<T>> then) {
            described++;
            String name = ((EcsCall.DescribeDefinition) (EcsCall<?>) call).reference();
            in(Duration.ZERO, () -> then.accept((Answer<T>) new Answer.Ok<>(view(name))));
        }
    }

    private static Wanted kind(int number) {
        return new Wanted.Own(new DefinitionContent(
                "app",
                "host",
                List.of("/bin/sh", "-c", "run " + number),
                DefinitionContent.Execution.PLAIN,
                List.of(),
                List.of(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                DefinitionContent.Fixed.NOTHING));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void a_hundred_thousand_kinds_of_tasks_do_not_fill_the_memory(int kept) {
        Answering rig = new Answering();
        int[] found = new int[1];
        Rig.Parts parts = rig.parts(event ->
                found[0] += event instanceof Event.Defined defined && defined.answer() instanceof Answer.Ok ? 1 : 0);
        Definitions definitions =
                new Definitions(new EcsCallQueue(parts.steps, 10, RequestBudget.of(100)), parts.steps, kept);
        for (int kind = 0; kind < KINDS; kind++) {
            Wanted next = kind(kind);
            parts.step(() -> {
                found[0] += definitions.find(next, LAUNCH).isPresent() ? 1 : 0;
                // The first kind is run all the time.
                found[0] += definitions.find(kind(0), LAUNCH).isPresent() ? 1 : 0;
            });
            rig.settle();
        }
        assertThat(found[0]).isEqualTo(2 * KINDS);
        assertThat(described).as("what is in use is not forgotten").isEqualTo(KINDS);
        Duration taken = Duration.between(START, rig.now());
        assertThat(taken).as("what ECS's budget makes of so many").isGreaterThan(Duration.ofHours(1));
        // Tidying up asks what was used; within an hour 20 calls a second find 72,000 and the burst.
        int used = kept == 0 ? 0 : 72_000 + 200;
        assertThat(definitions.remembered()).isBetween(KnownDefinitions.MOST, KnownDefinitions.MOST + used);

        parts.step(() -> definitions.find(kind(1), LAUNCH));
        rig.settle();
        assertThat(described).as("what was forgotten is found again").isEqualTo(KINDS + 1);
    }

    @Test
    void all_who_wait_for_one_definition_are_told_though_the_first_fails() {
        Answering rig = new Answering();
        List<LaunchId> told = new ArrayList<>();
        Rig.Parts parts = rig.parts(event -> {
            if (event instanceof Event.Defined defined) {
                told.add(defined.launch());
                if (defined.launch().equals(LAUNCH)) {
                    throw new IllegalStateException("a fault of the first");
                }
            }
        });
        Definitions definitions =
                new Definitions(new EcsCallQueue(parts.steps, 10, RequestBudget.of(100)), parts.steps, 0);
        LaunchId other = new LaunchId("b".repeat(32));
        parts.step(() -> {
            assertThat(definitions.find(kind(0), LAUNCH)).isEmpty();
            assertThat(definitions.find(kind(0), other)).isEmpty();
        });
        assertThatIllegalStateException().isThrownBy(rig::settle).withMessage("a fault of the first");
        assertThat(told).containsExactly(LAUNCH, other);
        assertThat(described).isOne();
    }

    @Test
    void what_was_used_within_the_hour_is_used_though_nobody_knows_it_any_more() {
        KnownDefinitions known = new KnownDefinitions();
        known.use("early", START);
        for (int i = 0; i <= KnownDefinitions.MOST; i++) {
            known.put("d" + i, view("d" + i), Instant.MAX);
            known.use("d" + i, START.plusMillis(i));
        }
        assertThat(known.find("d0", START)).isEmpty();
        assertThat(known.find("d1", START)).contains(view("d1"));
        Instant later = START.plus(Duration.ofHours(1));
        assertThat(known.usedOfLate(later)).contains("early", "d0", "d1");
        assertThat(known.usedOfLate(later.plusMillis(1)))
                .doesNotContain("early", "d0")
                .contains("d1");
    }

    @Test
    void what_no_longer_holds_is_not_kept() {
        KnownDefinitions known = new KnownDefinitions();
        known.put("family", view("family"), START.plusSeconds(60));
        assertThat(known.find("family", START.plusSeconds(59))).isPresent();
        assertThat(known.find("family", START.plusSeconds(60))).isEmpty();
        assertThat(known.size()).isZero();
    }
}
