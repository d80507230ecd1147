package dev.isthmus.master.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.maintenance.AgentWithdrawal;
import dev.isthmus.api.maintenance.MachineId;
import dev.isthmus.api.maintenance.MaintenancePlan;
import dev.isthmus.api.maintenance.MaintenanceWindow;
import dev.isthmus.api.maintenance.Unavailability;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.MasterRig;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.messages.v1.master.Protos.Call;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What may be asked for single agents, over a machine that does it. */
class AgentChangeTest {

    private static final AgentChange DRAIN = new AgentChange.Drain("a1", OptionalLong.empty(), false);
    private static final AgentChange LEAVE = new AgentChange.Drain("a1", OptionalLong.of(7), true);
    private static final AgentChange DEACTIVATE = new AgentChange.Deactivate("a1");
    private static final AgentChange REACTIVATE = new AgentChange.Reactivate("a1");
    private static final AgentChange MARK_GONE = new AgentChange.MarkGone("a1");

    private final MasterRig rig = new MasterRig();
    private MaintenancePlan plan = MaintenancePlan.NONE;

    /** 200 and an empty body if it is done. */
    private String ask(AgentChange change) {
        HttpAnswer answer = change.problem(plan, rig.machine().view()).orElseGet(() -> {
            plan = change.after(plan, rig.machine().view());
            rig.feed(new MasterInput.Maintenance(plan));
            return HttpAnswer.empty(200);
        });
        return answer.status() + " " + answer.body();
    }

    private AgentChangeTest holding() {
        rig.see(Messages.agent("a1").toBuilder()
                        .holdings(List.of(new Holding(
                                LaunchId.of(new FrameworkId("f"), new TaskId("t"), "o"),
                                Resources.none(Dialect.MESOS))))
                        .build())
                .complete();
        return this;
    }

    private AgentChangeTest empty() {
        rig.see(Messages.agent("a1")).complete();
        return this;
    }

    @Test
    void fact_69_of_an_agent_that_is_not_known_nothing_can_be_asked() {
        assertThat(ask(DRAIN)).isEqualTo("400 Unknown agent");
        assertThat(ask(DEACTIVATE)).isEqualTo("400 Unknown agent");
        assertThat(ask(REACTIVATE)).isEqualTo("400 Agent is not deactivated");
        assertThat(ask(MARK_GONE)).isEqualTo("404 Agent 'a1' not found");
        assertThat(ask(new AgentChange.Deactivate(""))).isEqualTo("400 Unknown agent");
        assertThat(ask(new AgentChange.MarkGone(""))).isEqualTo("404 Agent '' not found");
    }

    /** DrainAgent, ReactivateAgent: it can be put back when it is drained, not before. */
    @Test
    void fact_69_an_agent_is_put_back_when_it_is_drained() {
        holding();
        assertThat(ask(REACTIVATE)).isEqualTo("400 Agent is not deactivated");
        assertThat(ask(DRAIN)).isEqualTo("200 ");
        assertThat(ask(REACTIVATE)).isEqualTo("400 Agent is still in the DRAINING state");
        assertThat(ask(DEACTIVATE)).isEqualTo("200 ");
        assertThat(ask(REACTIVATE)).as("it drains still").isEqualTo("400 Agent is still in the DRAINING state");
        empty();
        assertThat(ask(REACTIVATE)).isEqualTo("200 ");
        assertThat(plan).isEqualTo(MaintenancePlan.NONE);
    }

    @Test
    void fact_69_an_agent_is_deactivated_and_put_back_with_its_tasks() {
        holding();
        assertThat(ask(DEACTIVATE)).isEqualTo("200 ");
        assertThat(plan.agents()).containsEntry(new AgentId("a1"), AgentWithdrawal.DEACTIVATED);
        assertThat(ask(REACTIVATE)).isEqualTo("200 ");
    }

    /** Mesos's agents are told until they have heard; ECS is told once, and may not have. */
    @Test
    void one_that_ecs_drains_still_is_put_back_once_more() {
        empty();
        assertThat(ask(DRAIN)).isEqualTo("200 ");
        assertThat(ask(REACTIVATE)).isEqualTo("200 ");
        rig.see(Messages.agent("a1").toBuilder().state(AgentState.DRAINING).build());
        assertThat(ask(REACTIVATE)).isEqualTo("200 ");
        assertThat(REACTIVATE.reactivated()).contains(new AgentId("a1"));
        assertThat(DEACTIVATE.reactivated()).isEmpty();
        empty();
        assertThat(ask(REACTIVATE)).isEqualTo("400 Agent is not deactivated");
    }

    @Test
    void fact_69_an_agent_that_is_gone_stays_gone() {
        empty();
        assertThat(ask(MARK_GONE)).isEqualTo("200 ");
        assertThat(ask(MARK_GONE)).isEqualTo("200 ");
        assertThat(ask(DRAIN)).isEqualTo("400 Unknown agent");
        assertThat(ask(REACTIVATE)).isEqualTo("400 Agent is not deactivated");
        assertThat(plan.agents()).containsEntry(new AgentId("a1"), AgentWithdrawal.GONE);
    }

    /** DrainAgentMarkGone: the last drain counts, and one that has left cannot be put back. */
    @Test
    void fact_69_an_agent_that_has_left_is_gone() {
        holding();
        assertThat(ask(DRAIN)).isEqualTo("200 ");
        assertThat(ask(LEAVE)).isEqualTo("200 ");
        assertThat(plan.agents()).containsEntry(new AgentId("a1"), AgentWithdrawal.draining(OptionalLong.of(7), true));
        assertThat(ask(REACTIVATE)).isEqualTo("400 Agent is still in the DRAINING state");
        empty();
        assertThat(ask(REACTIVATE)).isEqualTo("400 Agent is not deactivated");
        assertThat(ask(MARK_GONE)).isEqualTo("200 ");
    }

    @Test
    void fact_69_an_agent_in_a_maintenance_schedule_is_not_drained() {
        empty();
        MachineId machine = MachineId.of(Messages.agent("a1").address());
        plan = plan.withWindows(
                List.of(new MaintenanceWindow(List.of(machine), new Unavailability(1, OptionalLong.empty()))));
        assertThat(ask(DRAIN))
                .isEqualTo("400 Agent a1 is part of a maintenance schedule under Machine a1.example (10.0.0.1)");
        assertThat(ask(DEACTIVATE)).isEqualTo("200 ");
    }

    /** Their ids do not come again, and what is kept must not grow for ever. */
    @Test
    void agents_that_the_cluster_has_no_more_are_forgotten_with_the_next_change() {
        empty();
        rig.see(Messages.agent("a2"));
        assertThat(ask(MARK_GONE)).isEqualTo("200 ");
        assertThat(ask(new AgentChange.Deactivate("a2"))).isEqualTo("200 ");
        assertThat(plan.agents()).hasSize(2);
        rig.gone("a1");
        assertThat(ask(new AgentChange.Deactivate("a2"))).isEqualTo("200 ");
        assertThat(plan.agents()).containsOnlyKeys(new AgentId("a2"));
    }

    @Test
    void before_the_cluster_has_told_all_of_them_none_is_forgotten() {
        empty();
        assertThat(ask(MARK_GONE)).isEqualTo("200 ");
        MasterRig next = new MasterRig();
        next.see(Messages.agent("a2"));
        MaintenancePlan after =
                new AgentChange.Deactivate("a2").after(plan, next.machine().view());
        assertThat(after.agents()).containsOnlyKeys(new AgentId("a1"), new AgentId("a2"));
    }

    @Test
    void a_grace_period_is_taken_as_it_is_sent() {
        Call.DrainAgent.Builder call = Call.DrainAgent.newBuilder();
        call.getAgentIdBuilder().setValue("a1");
        assertThat(MaintenanceMessages.drain(call.build())).isEqualTo(DRAIN);
        call.setMarkGone(true).getMaxGracePeriodBuilder().setNanos(7);
        assertThat(MaintenanceMessages.drain(call.build())).isEqualTo(LEAVE);
        call.getMaxGracePeriodBuilder().setSeconds(Long.MAX_VALUE);
        assertThat(MaintenanceMessages.drain(call.build()))
                .isEqualTo(new AgentChange.Drain("a1", OptionalLong.of(Long.MAX_VALUE), true));
    }
}
