package dev.isthmus.master.setting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.journal.MasterEntry.Quota;
import dev.isthmus.api.maintenance.MachineId;
import dev.isthmus.api.maintenance.MaintenancePlan;
import dev.isthmus.api.maintenance.MaintenanceWindow;
import dev.isthmus.api.maintenance.Unavailability;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.master.reservation.ReservationChange;
import dev.isthmus.master.role.RoleChange;
import dev.isthmus.master.role.RoleSettings;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.messages.Protos.Labels;
import dev.isthmus.mesos.messages.v1.Protos.WeightInfo;
import dev.isthmus.mesos.resource.Reservation;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SettingsBookTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static final MaintenancePlan PLAN = MaintenancePlan.NONE.withWindows(List.of(
            new MaintenanceWindow(List.of(new MachineId("m", "")), new Unavailability(1, OptionalLong.empty()))));

    private boolean isBroken;
    private final SettingsBook book = new SettingsBook(() -> {
        if (isBroken) {
            throw new IllegalStateException("planted");
        }
        return MasterView.NOTHING;
    });

    private List<String> step(SettingsInput input) {
        return step(NOW, input);
    }

    private List<String> step(Instant now, SettingsInput input) {
        List<String> lines = new ArrayList<>();
        book.step(now, input)
                .forEach(output -> output.match(new SettingsOutput.Cases() {
                    @Override
                    public void reply(SettingsOutput.Reply answer) {
                        lines.add(
                                "#" + answer.exchange() + " " + answer.answer().status());
                    }

                    @Override
                    public void keep(SettingsOutput.Keep keep) {
                        lines.add("keep " + keep.write() + ": " + keep.fact());
                    }

                    @Override
                    public void apply(SettingsOutput.Apply apply) {
                        lines.add("apply " + apply.input());
                    }

                    @Override
                    public void note(SettingsOutput.Noted noted) {
                        lines.add((noted.isWarning() ? "warn: " : "log: ") + noted.text());
                    }

                    @Override
                    public void defect(SettingsOutput.Defect defect) {
                        lines.add("defect: " + defect.cause().getMessage());
                    }
                }));
        return lines;
    }

    private static SettingsInput asked(long exchange, String... roles) {
        return new SettingsInput.Asked(
                exchange,
                new OperatorChange.OfRoles(new RoleChange.UpdateWeights(List.of(roles).stream()
                        .map(role -> WeightInfo.newBuilder()
                                .setRole(role)
                                .setWeight(2)
                                .build())
                        .toList())));
    }

    @Test
    void what_was_recalled_is_told_to_the_machine() {
        RoleSettings roles = new RoleSettings(
                new TreeMap<>(Map.of("a", Amount.of(2))),
                new TreeMap<>(Map.of(
                        "q", new Quota(new TreeMap<>(), new TreeMap<>(Map.of(ResourceName.CPUS, Amount.of(1)))))));
        OperatorSettings settings = new OperatorSettings(roles, PLAN, new TreeMap<>());
        assertThat(step(new SettingsInput.Recalled(settings)))
                .satisfiesExactly(
                        weights -> assertThat(weights).startsWith("apply Weights["),
                        quotas -> assertThat(quotas).startsWith("apply Quotas["),
                        maintenance -> assertThat(maintenance).startsWith("apply Maintenance["));
        assertThat(book.settings()).isEqualTo(settings);
        assertThat(step(new SettingsInput.Recalled(OperatorSettings.NONE))).isEmpty();
    }

    @Test
    void a_change_is_kept_then_made_then_answered() {
        assertThat(step(asked(7, "a"))).containsExactly("keep 1: weights {a=2}");
        assertThat(book.settings()).isEqualTo(OperatorSettings.NONE);
        assertThat(step(new SettingsInput.Kept(1)))
                .containsExactly("apply Weights[weights={a=2}]", "log: an operator has set weights {a=2}", "#7 200");
        assertThat(book.settings().roles().weightOf("a")).isEqualTo(Amount.of(2));
    }

    private static final ResourcesByReservation CPU = ResourcesByReservation.of(
            new Reservation("r", Optional.empty(), Labels.getDefaultInstance()),
            ResourcesText.parse(Dialect.MESOS, "cpus:1"));

    private static SettingsInput made(ResourcesByReservation more, ResourcesByReservation less) {
        return new SettingsInput.Made(
                new OperatorChange.OfReservations(new ReservationChange.Made(new AgentId("a1"), more, less)));
    }

    @Test
    void what_a_framework_has_reserved_is_kept_and_neither_made_again_nor_answered() {
        step(asked(7, "a"));
        assertThat(step(made(CPU, ResourcesByReservation.none()))).isEmpty();
        assertThat(step(new SettingsInput.Kept(1)))
                .endsWith("#7 200", "keep 2: what is reserved of agent a1:  and cpus:1 (reserved for r)");
        assertThat(step(new SettingsInput.Kept(2))).isEmpty();
        assertThat(book.settings().reservations()).containsExactly(Map.entry(new AgentId("a1"), CPU));
        step(made(ResourcesByReservation.none(), CPU));
        step(new SettingsInput.Kept(3));
        assertThat(book.settings()).isEqualTo(book.settings().with(new TreeMap<>()));
    }

    @Test
    void what_a_framework_has_reserved_holds_though_it_cannot_be_kept_and_goes_with_the_next() {
        step(made(CPU, ResourcesByReservation.none()));
        assertThat(step(new SettingsInput.NotKept(1, "full")))
                .containsExactly(
                        "warn: what is reserved of agent a1:  and cpus:1 (reserved for r), which is so, cannot be remembered: full");
        assertThat(step(made(CPU, ResourcesByReservation.none())))
                .containsExactly("keep 2: what is reserved of agent a1:  and cpus:2 (reserved for r)");
    }

    @Test
    void what_a_framework_has_reserved_waits_for_the_journal_as_long_as_it_takes() {
        step(asked(7, "a"));
        step(made(CPU, ResourcesByReservation.none()));
        Instant late = NOW.plus(SettingsBook.PATIENCE);
        assertThat(step(late, new SettingsInput.Tick())).containsExactly("#7 503");
        assertThat(book.nextDue()).isEmpty();
        assertThat(step(late, new SettingsInput.Kept(1)))
                .endsWith("keep 2: what is reserved of agent a1:  and cpus:1 (reserved for r)");
    }

    @Test
    void all_that_is_set_is_bounded_by_what_a_journal_keeps_in_one_place() {
        String half = "a".repeat(OperatorSettings.MOST_BYTES / 2);
        step(asked(7, half));
        step(new SettingsInput.Kept(1));
        assertThat(step(asked(8, "b".repeat(OperatorSettings.MOST_BYTES / 2)))).containsExactly("#8 400");
        assertThat(step(asked(9, "c"))).containsExactly("keep 2: weights {c=2}");
    }

    @Test
    void a_change_that_cannot_be_kept_is_none_and_the_next_has_its_turn() {
        step(asked(7, "a"));
        step(asked(8, "b"));
        assertThat(step(new SettingsInput.NotKept(1, "full")))
                .containsExactly(
                        "warn: weights {a=2}, which an operator wants, cannot be remembered: full",
                        "#7 503",
                        "keep 2: weights {b=2}");
    }

    @Test
    void a_change_of_nothing_is_answered_at_once() {
        assertThat(step(asked(7))).containsExactly("#7 200");
    }

    @Test
    void an_answer_of_the_journal_that_nobody_waits_for_changes_nothing() {
        step(asked(7, "a"));
        assertThat(step(new SettingsInput.Kept(2))).isEmpty();
        assertThat(step(new SettingsInput.NotKept(2, "late"))).isEmpty();
        assertThat(book.settings()).isEqualTo(OperatorSettings.NONE);
    }

    @Test
    void a_change_that_comes_too_late_for_who_asked_is_made_and_not_answered_twice() {
        step(asked(7, "a"));
        assertThat(book.nextDue()).contains(NOW.plus(SettingsBook.PATIENCE));
        assertThat(step(NOW.plus(SettingsBook.PATIENCE), new SettingsInput.Tick()))
                .containsExactly("#7 503");
        assertThat(book.nextDue()).isEmpty();
        assertThat(step(NOW.plus(SettingsBook.PATIENCE), new SettingsInput.Kept(1)))
                .hasSize(2)
                .noneMatch(line -> line.startsWith("#"));
    }

    @Test
    void a_change_on_which_the_master_fails_is_answered_and_the_next_is_made() {
        isBroken = true;
        assertThat(step(asked(7, "a"))).containsExactly("#7 500", "defect: planted");
        isBroken = false;
        assertThat(step(asked(8, "a"))).containsExactly("keep 1: weights {a=2}");
    }
}
