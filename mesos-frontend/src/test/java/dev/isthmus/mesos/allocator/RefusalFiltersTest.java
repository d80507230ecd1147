package dev.isthmus.mesos.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.mesos.messages.Protos.Labels;
import dev.isthmus.mesos.offer.RefuseSeconds;
import dev.isthmus.mesos.resource.Reservation;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefusalFiltersTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final AgentId AGENT = new AgentId("a1");
    private static final ResourcesByReservation TWO = resources("cpus:2; mem:64");

    private final RefusalFilters filters = new RefusalFilters(agent -> {});
    private final Contender dev = new Contender(new FrameworkId("f1"), "dev");
    private final Contender prod = new Contender(new FrameworkId("f1"), "prod");
    private final Contender other = new Contender(new FrameworkId("f2"), "dev");

    private static ResourcesByReservation resources(String text) {
        return ResourcesByReservation.of(ResourcesText.parse(Dialect.MESOS, text));
    }

    private static boolean refuses(
            RefusalFilters filters, Contender contender, AgentId agent, ResourcesByReservation offered) {
        return !contender.filters().isEmpty()
                && filters.on(agent).refusersOf(offered).get(contender.number());
    }

    @Test
    void point_38_seconds_become_durations() {
        assertThat(RefuseSeconds.duration(5)).isEqualTo(Duration.ofSeconds(5));
        assertThat(RefuseSeconds.duration(0)).isZero();
        assertThat(RefuseSeconds.duration(-1)).isEqualTo(Duration.ofSeconds(5));
        assertThat(RefuseSeconds.duration(Double.NaN)).isEqualTo(Duration.ofSeconds(5));
        assertThat(RefuseSeconds.duration(Double.POSITIVE_INFINITY)).isEqualTo(Duration.ofSeconds(5));
        assertThat(RefuseSeconds.duration(400.0 * 86_400)).isEqualTo(Duration.ofDays(365));
    }

    @Test
    void point_36_point_37_a_filter_is_of_one_framework_role_and_agent_and_holds_back_subsets() {
        filters.add(dev, AGENT, TWO, 60, NOW);
        assertThat(refuses(filters, dev, AGENT, TWO)).isTrue();
        assertThat(refuses(filters, dev, AGENT, resources("cpus:1"))).isTrue();
        assertThat(refuses(filters, dev, AGENT, resources("cpus:2.001; mem:64")))
                .isFalse();
        assertThat(refuses(filters, dev, AGENT, resources("cpus:1; disk:1"))).isFalse();
        assertThat(refuses(filters, prod, AGENT, TWO)).isFalse();
        assertThat(refuses(filters, other, AGENT, TWO)).isFalse();
        assertThat(refuses(filters, dev, new AgentId("a2"), TWO)).isFalse();
    }

    @Test
    void point_38_a_filter_expires_but_not_before_it_has_blocked_a_run() {
        filters.add(dev, AGENT, TWO, 0.1, NOW);
        filters.beginRun(NOW.plusSeconds(1));
        assertThat(refuses(filters, dev, AGENT, TWO)).isTrue();
        filters.beginRun(NOW.plusSeconds(2));
        assertThat(refuses(filters, dev, AGENT, TWO)).isFalse();
    }

    @Test
    void point_38_runs_that_other_agents_cause_do_not_shorten_a_filter() {
        Instant declined = NOW.plusMillis(300);
        filters.add(dev, AGENT, TWO, 0.1, declined);
        filters.beginRun(NOW.plusMillis(500));
        filters.beginRun(NOW.plusSeconds(1));
        assertThat(refuses(filters, dev, AGENT, TWO))
                .as("the first run of its own agent")
                .isTrue();
        filters.beginRun(NOW.plusSeconds(2));
        assertThat(refuses(filters, dev, AGENT, TWO)).isFalse();
    }

    @Test
    void the_same_refused_twice_is_refused_until_both_have_ended() {
        filters.add(dev, AGENT, TWO, 5, NOW);
        filters.add(dev, AGENT, TWO, 60, NOW);
        filters.add(dev, new AgentId("a2"), TWO, 600, NOW);
        filters.beginRun(NOW.plusSeconds(10));
        assertThat(refuses(filters, dev, AGENT, TWO)).isTrue();
        filters.beginRun(NOW.plusSeconds(100));
        assertThat(refuses(filters, dev, AGENT, TWO)).isFalse();
        assertThat(refuses(filters, dev, new AgentId("a2"), TWO)).isTrue();
    }

    @Test
    void one_that_has_no_filter_left_is_not_taken_for_another_that_has() {
        filters.add(dev, AGENT, TWO, 5, NOW);
        filters.beginRun(NOW.plusSeconds(10));
        filters.add(other, AGENT, TWO, 60, NOW);
        filters.add(dev, new AgentId("a2"), TWO, 60, NOW);
        assertThat(refuses(filters, dev, AGENT, TWO)).isFalse();
        assertThat(refuses(filters, other, AGENT, TWO)).isTrue();
        assertThat(refuses(filters, other, new AgentId("a2"), TWO)).isFalse();
    }

    @Test
    void point_36_what_was_refused_unreserved_holds_nothing_back_that_is_reserved() {
        Reservation mine = new Reservation("dev", Optional.empty(), Labels.getDefaultInstance());
        ResourcesByReservation reserved = ResourcesByReservation.of(mine, ResourcesText.parse(Dialect.MESOS, "cpus:1"))
                .plus(resources("cpus:1"));
        filters.add(dev, AGENT, TWO, 60, NOW);
        assertThat(refuses(filters, dev, AGENT, reserved)).isFalse();
        filters.add(dev, AGENT, reserved, 60, NOW);
        assertThat(refuses(filters, dev, AGENT, reserved)).isTrue();
    }

    @Test
    void filters_end_each_at_its_own_time_and_with_them_what_they_hold_back() {
        List<AgentId> freed = new ArrayList<>();
        RefusalFilters several = new RefusalFilters(freed::add);
        several.add(dev, AGENT, TWO, 60, NOW);
        several.add(other, AGENT, TWO, 5, NOW);
        several.add(dev, new AgentId("a2"), TWO, 5, NOW);
        several.beginRun(NOW.plusSeconds(5));
        assertThat(freed).containsExactly(AGENT, new AgentId("a2"));
        assertThat(refuses(several, dev, AGENT, TWO)).isTrue();
        assertThat(refuses(several, other, AGENT, TWO)).isFalse();
        assertThat(refuses(several, dev, new AgentId("a2"), TWO)).isFalse();
        several.clear(dev);
        assertThat(refuses(several, dev, AGENT, TWO)).isFalse();
        freed.clear();
        several.beginRun(NOW.plusSeconds(61));
        assertThat(freed).as("what was cleared ends no more").isEmpty();
    }
}
