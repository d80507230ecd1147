package dev.isthmus.master.maintenance;

import dev.isthmus.api.maintenance.MachineId;
import dev.isthmus.api.maintenance.MaintenancePlan;
import dev.isthmus.api.maintenance.MaintenanceWindow;
import dev.isthmus.api.maintenance.Unavailability;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.messages.v1.Protos;
import dev.isthmus.mesos.messages.v1.Protos.MachineID;
import dev.isthmus.mesos.messages.v1.allocator.Protos.InverseOfferStatus;
import dev.isthmus.mesos.messages.v1.maintenance.Protos.ClusterStatus;
import dev.isthmus.mesos.messages.v1.maintenance.Protos.Schedule;
import dev.isthmus.mesos.messages.v1.master.Protos.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Maintenance in Mesos's messages. */
public final class MaintenanceMessages {

    private MaintenanceMessages() {}

    /** A machine, as it is named by an operator whose name for it is no problem. */
    static MachineId machine(MachineID machine) {
        return new MachineId(machine.getHostname(), machine.getIp());
    }

    static MachineID machine(MachineId machine) {
        MachineID.Builder message = MachineID.newBuilder();
        if (!machine.hostname().isEmpty()) {
            message.setHostname(machine.hostname());
        }
        if (!machine.ip().isEmpty()) {
            message.setIp(machine.ip());
        }
        return message.build();
    }

    /** The windows of a schedule in which nothing is wrong. */
    static List<MaintenanceWindow> windows(Schedule schedule) {
        return schedule.getWindowsList().stream()
                .map(window -> new MaintenanceWindow(
                        window.getMachineIdsList().stream()
                                .map(MaintenanceMessages::machine)
                                .toList(),
                        unavailability(window.getUnavailability())))
                .toList();
    }

    private static Unavailability unavailability(Protos.Unavailability message) {
        return new Unavailability(
                message.getStart().getNanoseconds(),
                message.hasDuration() ? OptionalLong.of(message.getDuration().getNanoseconds()) : OptionalLong.empty());
    }

    /** What is asked for by a call that has an agent drained. */
    public static AgentChange drain(Call.DrainAgent call) {
        return new AgentChange.Drain(
                call.getAgentId().getValue(),
                call.hasMaxGracePeriod()
                        ? OptionalLong.of(nanos(
                                call.getMaxGracePeriod().getSeconds(),
                                call.getMaxGracePeriod().getNanos()))
                        : OptionalLong.empty(),
                call.getMarkGone());
    }

    /** At most 292 years. */
    private static long nanos(long seconds, int nanos) {
        try {
            return Math.addExact(Math.multiplyExact(seconds, 1_000_000_000L), nanos);
        } catch (ArithmeticException e) {
            return seconds < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    /** What is planned. */
    public static Schedule schedule(MaintenancePlan plan) {
        Schedule.Builder schedule = Schedule.newBuilder();
        for (MaintenanceWindow each : plan.windows()) {
            var window = schedule.addWindowsBuilder();
            each.machines().forEach(machine -> window.addMachineIds(machine(machine)));
            Protos.Unavailability.Builder when = window.getUnavailabilityBuilder();
            when.getStartBuilder().setNanoseconds(each.unavailability().startNanos());
            each.unavailability()
                    .durationNanos()
                    .ifPresent(nanos -> when.getDurationBuilder().setNanoseconds(nanos));
        }
        return schedule.build();
    }

    /** Which machines are draining, with what frameworks have answered last for each, and which are down. */
    static ClusterStatus status(MaintenancePlan plan, MasterView master) {
        ClusterStatus.Builder status = ClusterStatus.newBuilder();
        Map<MachineId, List<MasterView.OfAgent>> agents = master.agents().stream()
                .filter(agent -> !agent.answers().isEmpty())
                .collect(Collectors.groupingBy(
                        agent -> MachineId.of(agent.agent().address()), TreeMap::new, Collectors.toList()));
        plan.machines().keySet().forEach(machine -> {
            if (plan.isDown(machine)) {
                status.addDownMachines(machine(machine));
            } else {
                ClusterStatus.DrainingMachine.Builder draining =
                        status.addDrainingMachinesBuilder().setId(machine(machine));
                agents.getOrDefault(machine, List.of()).stream()
                        .flatMap(agent -> agent.answers().stream())
                        .forEach(answer -> draining.addStatuses(InverseOfferStatus.newBuilder()
                                .setStatus(
                                        answer.isAccepted()
                                                ? InverseOfferStatus.Status.ACCEPT
                                                : InverseOfferStatus.Status.DECLINE)
                                .setFrameworkId(Protos.FrameworkID.newBuilder()
                                        .setValue(answer.framework().value()))
                                .setTimestamp(Protos.TimeInfo.newBuilder().setNanoseconds(nanos(answer.at())))));
            }
        });
        return status.build();
    }

    private static long nanos(Instant at) {
        return Duration.between(Instant.EPOCH, at).toNanos();
    }
}
