package dev.isthmus.master.api;

import dev.isthmus.api.maintenance.MaintenancePlan;
import dev.isthmus.master.evolve.Evolution;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.json.MesosJson;
import dev.isthmus.master.maintenance.MaintenanceMessages;
import dev.isthmus.master.maintenance.MaintenanceView;
import dev.isthmus.master.message.StateResponses;
import dev.isthmus.master.operator.OperatorPages;
import dev.isthmus.master.role.RoleSettings;
import dev.isthmus.master.role.RolesView;
import dev.isthmus.master.snapshot.MasterIdentity;
import dev.isthmus.master.snapshot.MasterSnapshot;
import dev.isthmus.mesos.messages.v1.Protos.MasterInfo;
import dev.isthmus.mesos.messages.v1.master.Protos.Response;

/** What is answered to calls that only look. */
final class OperatorResponses {

    private OperatorResponses() {}

    static HttpAnswer answer(Response response, MediaType encoding) {
        HttpAnswer head = HttpAnswer.empty(200).with("Content-Type", encoding.text());
        return encoding == MediaType.JSON
                ? new HttpAnswer(200, head.headers(), MesosJson.write(response))
                : new HttpAnswer(200, head.headers(), response.toByteString());
    }

    private static Response.Builder of(Response.Type type) {
        return Response.newBuilder().setType(type);
    }

    static Response health() {
        Response.Builder response = of(Response.Type.GET_HEALTH);
        response.getGetHealthBuilder().setHealthy(true);
        return response.build();
    }

    /** Its settings have other names. */
    static Response flags() {
        return of(Response.Type.GET_FLAGS)
                .setGetFlags(Response.GetFlags.getDefaultInstance())
                .build();
    }

    static Response loggingLevel(int level) {
        Response.Builder response = of(Response.Type.GET_LOGGING_LEVEL);
        response.getGetLoggingLevelBuilder().setLevel(level);
        return response.build();
    }

    /** Frameworks have none of their own. */
    static Response executors() {
        return of(Response.Type.GET_EXECUTORS)
                .setGetExecutors(Response.GetExecutors.getDefaultInstance())
                .build();
    }

    /** Reservations are done at once, and there are no others. */
    static Response operations() {
        return of(Response.Type.GET_OPERATIONS)
                .setGetOperations(Response.GetOperations.getDefaultInstance())
                .build();
    }

    static Response maintenanceStatus(MaintenanceView maintenance) {
        Response.Builder response = of(Response.Type.GET_MAINTENANCE_STATUS);
        response.getGetMaintenanceStatusBuilder().setStatus(maintenance.status());
        return response.build();
    }

    static Response maintenanceSchedule(MaintenancePlan plan) {
        Response.Builder response = of(Response.Type.GET_MAINTENANCE_SCHEDULE);
        response.getGetMaintenanceScheduleBuilder().setSchedule(MaintenanceMessages.schedule(plan));
        return response.build();
    }

    static Response version(MasterIdentity master) {
        Response.Builder response = of(Response.Type.GET_VERSION);
        response.getGetVersionBuilder()
                .getVersionInfoBuilder()
                .setVersion(master.info().getVersion());
        return response.build();
    }

    static Response master(MasterIdentity master) {
        Response.Builder response = of(Response.Type.GET_MASTER);
        response.getGetMasterBuilder()
                .setMasterInfo(Evolution.of(master.info(), MasterInfo.parser()))
                .setStartTime(master.started())
                .setElectedTime(master.started());
        return response.build();
    }

    /** @param now in seconds since 1970 */
    static Response metrics(MasterInspection master, double now) {
        Response.Builder response = of(Response.Type.GET_METRICS);
        OperatorPages.metrics(master.master(), master.measured(), now)
                .forEach((name, value) -> response.getGetMetricsBuilder()
                        .addMetricsBuilder()
                        .setName(name)
                        .setValue((Double) value));
        return response.build();
    }

    static Response state(MasterSnapshot master) {
        return of(Response.Type.GET_STATE)
                .setGetState(StateResponses.state(master))
                .build();
    }

    static Response agents(MasterSnapshot master) {
        return of(Response.Type.GET_AGENTS)
                .setGetAgents(StateResponses.agents(master))
                .build();
    }

    static Response frameworks(MasterSnapshot master) {
        return of(Response.Type.GET_FRAMEWORKS)
                .setGetFrameworks(StateResponses.frameworks(master))
                .build();
    }

    static Response tasks(MasterSnapshot master) {
        return of(Response.Type.GET_TASKS)
                .setGetTasks(StateResponses.tasks(master))
                .build();
    }

    static Response roles(RolesView roles) {
        Response.Builder response = of(Response.Type.GET_ROLES);
        response.getGetRolesBuilder().addAllRoles(RoleMessages.roles(roles));
        return response.build();
    }

    static Response weights(RoleSettings roles) {
        Response.Builder response = of(Response.Type.GET_WEIGHTS);
        response.getGetWeightsBuilder().addAllWeightInfos(RoleMessages.weights(roles));
        return response.build();
    }

    static Response quota(RoleSettings roles) {
        Response.Builder response = of(Response.Type.GET_QUOTA);
        response.getGetQuotaBuilder().setStatus(RoleMessages.quotas(roles));
        return response.build();
    }
}
