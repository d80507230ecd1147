package dev.isthmus.master.api;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.json.MesosJson;
import dev.isthmus.master.operator.OperatorPages;
import dev.isthmus.mesos.messages.v1.Protos.MasterInfo;
import dev.isthmus.mesos.messages.v1.master.Protos.Response;
import dev.isthmus.mesos.protobuf.InvalidProtocolBufferException;

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

    static Response health(MasterInspection master) {
        Response.Builder response = of(Response.Type.GET_HEALTH);
        response.getGetHealthBuilder().setHealthy(true);
        return response.build();
    }

    static Response version(MasterInspection master) {
        Response.Builder response = of(Response.Type.GET_VERSION);
        response.getGetVersionBuilder()
                .getVersionInfoBuilder()
                .setVersion(master.master().master().getVersion());
        return response.build();
    }

    /** @param now in seconds since 1970 */
    static Response metrics(MasterInspection master, double now) {
        Response.Builder response = of(Response.Type.GET_METRICS);
        OperatorPages.metrics(master.master(), now)
                .forEach((name, value) -> response.getGetMetricsBuilder()
                        .addMetricsBuilder()
                        .setName(name)
                        .setValue((Double) value));
        return response.build();
    }

    static Response master(MasterInspection master) {
        Response.Builder response = of(Response.Type.GET_MASTER);
        response.getGetMasterBuilder()
                .setMasterInfo(evolve(master.master().master()))
                .setStartTime(master.master().started())
                .setElectedTime(master.master().started());
        return response.build();
    }

    private static MasterInfo evolve(dev.isthmus.mesos.messages.Protos.MasterInfo info) {
        try {
            return MasterInfo.parseFrom(info.toByteString());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the two versions of MasterInfo differ in more than is known", e);
        }
    }

    static Response roles(MasterInspection master) {
        Response.Builder response = of(Response.Type.GET_ROLES);
        response.getGetRolesBuilder().addAllRoles(RoleMessages.roles(master.roles()));
        return response.build();
    }

    static Response weights(MasterInspection master) {
        Response.Builder response = of(Response.Type.GET_WEIGHTS);
        response.getGetWeightsBuilder()
                .addAllWeightInfos(RoleMessages.weights(master.roles().settings()));
        return response.build();
    }

    static Response quota(MasterInspection master) {
        Response.Builder response = of(Response.Type.GET_QUOTA);
        response.getGetQuotaBuilder()
                .setStatus(RoleMessages.quotas(master.roles().settings()));
        return response.build();
    }
}
