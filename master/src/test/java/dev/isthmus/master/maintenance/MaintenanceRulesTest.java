package dev.isthmus.master.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.maintenance.MachineId;
import dev.isthmus.api.maintenance.MaintenancePlan;
import dev.isthmus.master.json.JsonResult;
import dev.isthmus.master.json.MesosJson;
import dev.isthmus.mesos.messages.v1.Protos.MachineID;
import dev.isthmus.mesos.messages.v1.maintenance.Protos.Schedule;
import dev.isthmus.mesos.messages.v1.master.Protos.Call;
import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.mesos.protobuf.Message;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts are Mesos's (src/master/maintenance.cpp, src/master/http.cpp). */
class MaintenanceRulesTest {

    private static final String ONE = "{'hostname':'Machine1','ip':'0.0.0.1'}";
    private static final String TWO = "{'ip':'0.0.0.2'}";
    private static final String WHEN = "'unavailability':{'start':{'nanoseconds':-10}}";

    private static Schedule schedule(String json) {
        return read(json, Schedule.getDefaultInstance());
    }

    private static List<MachineID> machines(String... json) {
        return read("{'machines':[" + String.join(",", json) + "]}", Call.StartMaintenance.getDefaultInstance())
                .getMachinesList();
    }

    private static <M extends Message> M read(String json, M type) {
        JsonResult<M> result = MesosJson.read(ByteString.copyFromUtf8(json.replace('\'', '"')), type);
        assertThat(result).isInstanceOf(JsonResult.Good.class);
        return result.fold(read -> read, why -> type, why -> type);
    }

    private static MaintenancePlan after(MaintenanceChange change, MaintenancePlan before) {
        assertThat(change.problem(before)).isEmpty();
        return change.after(before);
    }

    private static MaintenanceChange update(String... windows) {
        return new MaintenanceChange.UpdateSchedule(schedule("{'windows':[" + String.join(",", windows) + "]}"));
    }

    private static String window(String... machines) {
        return "{'machine_ids':[" + String.join(",", machines) + "]," + WHEN + "}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'windows':[{'machine_ids':[],'unavailability':{'start':{'nanoseconds':1}}}]} | List of machines in the maintenance window is empty",
                "{'windows':[{'machine_ids':[{'hostname':'a'}],'unavailability':{'start':{'nanoseconds':1},'duration':{'nanoseconds':-10}}}]} | Unavailability 'duration' is negative",
                "{'windows':[{'machine_ids':[{}],'unavailability':{'start':{'nanoseconds':1}}}]} | Both 'hostname' and 'ip' for a machine are empty",
                "{'windows':[{'machine_ids':[{'hostname':'a','ip':'1.2'}],'unavailability':{'start':{'nanoseconds':1}}}]} | Failed to parse IPv4: 1.2",
                "{'windows':[{'machine_ids':[{'hostname':'a'},{'hostname':'A'}],'unavailability':{'start':{'nanoseconds':1}}}]} | Machine '{\"hostname\":\"A\"}' appears more than once in the schedule",
            })
    void fact_68_a_schedule_that_is_wrong_is_refused(String json, String why) {
        assertThat(new MaintenanceChange.UpdateSchedule(schedule(json)).problem(MaintenancePlan.NONE))
                .contains(why);
    }

    /** UpdateSchedule: one machine in two windows; a start before 1970 is none of our business. */
    @Test
    void fact_68_a_machine_is_in_one_window_and_what_is_planned_is_shown_as_it_was_sent() {
        assertThat(update(window(ONE), window(ONE)).problem(MaintenancePlan.NONE))
                .contains("Machine '" + ONE.replace('\'', '"') + "' appears more than once in the schedule");
        MaintenancePlan plan = after(update(window(ONE, TWO)), MaintenancePlan.NONE);
        assertThat(MesosJson.write(MaintenanceMessages.schedule(plan)))
                .isEqualTo(("{'windows':[" + window(ONE, TWO) + "]}").replace('\'', '"'));
        assertThat(after(update(), plan)).isEqualTo(MaintenancePlan.NONE);
    }

    /** FailToUnscheduleDeactivatedMachines. */
    @Test
    void fact_68_a_machine_that_is_down_stays_in_the_schedule() {
        MaintenancePlan plan = after(update(window(ONE, TWO)), MaintenancePlan.NONE);
        plan = after(new MaintenanceChange.StartMaintenance(machines(ONE)), plan);
        assertThat(update(window(TWO)).problem(plan))
                .contains("Machine '" + ONE.replace('\'', '"')
                        + "' is deactivated and cannot be removed from the schedule");
        MaintenancePlan moved = after(update(window(ONE)), plan);
        assertThat(moved.isDown(new MachineId("machine1", "0.0.0.1"))).isTrue();
        assertThat(moved.machines()).hasSize(1);
    }

    /** BringDownMachines and BringUpMachines. */
    @Test
    void fact_69_machines_go_down_from_draining_and_up_from_down() {
        MaintenancePlan plan = after(update(window(ONE), window(TWO)), MaintenancePlan.NONE);
        String one = "Machine '" + ONE.replace('\'', '"') + "' ";
        assertThat(down(MaintenancePlan.NONE, ONE)).contains(one + "is not part of a maintenance schedule");
        assertThat(up(MaintenancePlan.NONE, ONE)).contains(one + "is not part of a maintenance schedule");
        assertThat(down(plan)).contains("List of machines is empty");
        assertThat(up(plan)).contains("List of machines is empty");
        assertThat(down(plan, "{}")).contains("Both 'hostname' and 'ip' for a machine are empty");
        assertThat(down(plan, ONE, ONE)).contains(one + "appears more than once in the schedule");
        assertThat(up(plan, ONE)).contains(one + "is not in DOWN mode and cannot be brought up");
        MaintenancePlan down = after(new MaintenanceChange.StartMaintenance(machines(ONE)), plan);
        assertThat(down(down, TWO, ONE)).contains(one + "is not in DRAINING mode and cannot be brought down");
        MaintenancePlan up = after(new MaintenanceChange.StopMaintenance(machines(ONE)), down);
        assertThat(up).isEqualTo(after(update(window(TWO)), MaintenancePlan.NONE));
    }

    private static Optional<String> down(MaintenancePlan plan, String... machines) {
        return new MaintenanceChange.StartMaintenance(machines(machines)).problem(plan);
    }

    private static Optional<String> up(MaintenancePlan plan, String... machines) {
        return new MaintenanceChange.StopMaintenance(machines(machines)).problem(plan);
    }
}
