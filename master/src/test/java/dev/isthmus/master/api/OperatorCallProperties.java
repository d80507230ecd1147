package dev.isthmus.master.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.master.http.Headers;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.json.MesosJson;
import dev.isthmus.master.json.RandomMessages;
import dev.isthmus.master.maintenance.MaintenanceView;
import dev.isthmus.master.role.RolesView;
import dev.isthmus.master.setting.OperatorChange;
import dev.isthmus.master.setting.OperatorFact;
import dev.isthmus.master.setting.OperatorSettings;
import dev.isthmus.master.snapshot.ClusterUse;
import dev.isthmus.master.snapshot.MasterIdentity;
import dev.isthmus.master.snapshot.MasterSnapshot;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.v1.Protos.Value;
import dev.isthmus.mesos.messages.v1.master.Protos.Call;
import dev.isthmus.mesos.messages.v1.quota.Protos.QuotaConfig;
import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Whatever operators send: it is answered, and what is granted of it can be carried out, remembered and shown. */
class OperatorCallProperties {

    private static final List<String> ROLES = List.of("a", "b", "*", "a/b", "", "-", "ä");

    private static final List<String> NAMES = List.of("cpus", "mem", "", "a=b/c d");

    private static final List<Double> AMOUNTS = List.of(0.0, -0.0, 0.0001, 1.0, 2.5, 1e12, 1e300, Double.MIN_VALUE);

    private static final List<String> TARGETS = List.of(
            "/api/v1",
            "/weights",
            "/quota",
            "/roles",
            "/quota/a",
            "/master/quota/%zz",
            "/maintenance/schedule",
            "/maintenance/status",
            "/machine/down",
            "/machine/up",
            "/reserve",
            "/unreserve",
            "/logging/toggle",
            "/logging/toggle?level=1&duration=1secs");

    private static final List<String> AGENTS = List.of("", "a", "b");

    private static final Resources WHOLE = ResourcesText.parse(Dialect.MESOS, "cpus:8; mem:1024; ports:[1-9]");

    private static final MasterView ONE_AGENT = new MasterView(
            List.of(new MasterView.OfAgent(
                    Agent.builder(new AgentId("a"), Resources.none(Dialect.ECS)).build(),
                    Instant.EPOCH,
                    WHOLE,
                    ResourcesByReservation.none(),
                    ResourcesByReservation.none(),
                    ResourcesByReservation.none(),
                    ResourcesByReservation.of(WHOLE),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    false)),
            List.of(),
            List.of(),
            Optional.empty());

    private static final List<String> METHODS = List.of("POST", "PUT", "DELETE", "GET", "B");

    private static final MasterIdentity IDENTITY = new MasterIdentity(
            MasterInfo.newBuilder().setId("m").setIp(1).setPort(1).build(), "c", 0);

    private static final MasterInspection MASTER = inspection(OperatorSettings.NONE);

    private static MasterInspection inspection(OperatorSettings settings) {
        return new MasterInspection(
                new MasterSnapshot(IDENTITY.info(), "c", 0, List.of(), 0, List.of(), List.of()),
                List.of(),
                () -> new RolesView(settings.roles(), ClusterUse.NONE),
                new MaintenanceView(settings.maintenance(), MasterView.NOTHING));
    }

    @SuppressWarnings("deprecation") // The old form of quota can be sent.
    @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
    void whatever_is_called_is_answered_and_what_is_granted_can_be_done(@ForAll long seed) {
        Random random = new Random(seed);
        List<Call.Type> types = List.of(Call.Type.values());
        Call.Builder call = ((Call) new RandomMessages(random.nextLong()).fill(Call.newBuilder()))
                .toBuilder()
                        .setType(
                                random.nextBoolean()
                                        ? types.get(random.nextInt(types.size()))
                                        : Call.Type.UPDATE_QUOTA);
        call.getUpdateWeightsBuilder().getWeightInfosBuilderList().forEach(info -> info.setRole(pick(ROLES, random)));
        call.getUpdateQuotaBuilder().getQuotaConfigsBuilderList().forEach(config -> fill(config, random));
        call.getSetQuotaBuilder().getQuotaRequestBuilder().setRole(pick(ROLES, random));
        call.getReserveResourcesBuilder().getAgentIdBuilder().setValue(pick(AGENTS, random));
        call.getUnreserveResourcesBuilder().getAgentIdBuilder().setValue(pick(AGENTS, random));
        call.getRemoveQuotaBuilder().setRole(pick(ROLES, random));
        MediaType encoding = random.nextBoolean() ? MediaType.JSON : MediaType.PROTOBUF;
        Call sent = call.build();
        ByteString body =
                encoding == MediaType.JSON ? ByteString.copyFromUtf8(MesosJson.write(sent)) : sent.toByteString();
        check(
                new HttpRequest("POST", "/api/v1", Headers.NONE.with("Content-Type", encoding.text()), body),
                "seed " + seed);
    }

    @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
    void whatever_is_sent_is_answered(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] noise = new byte[random.nextInt(30)];
        random.nextBytes(noise);
        String json =
                "[{\"role\":\"a\",\"weight\":1,\"guarantee\":[{\"name\":\"cpus\",\"type\":\"SCALAR\",\"scalar\":{\"value\":1}}]}]";
        String part = json.substring(random.nextInt(3), json.length() - random.nextInt(3));
        ByteString body = random.nextBoolean() ? ByteString.copyFrom(noise) : ByteString.copyFromUtf8(part);
        check(
                new HttpRequest(
                        pick(METHODS, random),
                        pick(TARGETS, random),
                        Headers.NONE.with("Content-Type", MediaType.JSON.text()),
                        body),
                "seed " + seed);
    }

    /** Mostly with what there could be. */
    private static void fill(QuotaConfig.Builder config, Random random) {
        config.setRole(pick(ROLES, random));
        if (random.nextInt(4) > 0) {
            config.clearGuarantees().clearLimits();
            for (int i = random.nextInt(3); i > 0; i--) {
                config.putGuarantees(pick(NAMES, random), scalar(random));
                config.putLimits(pick(NAMES, random), scalar(random));
            }
        }
    }

    private static Value.Scalar scalar(Random random) {
        return Value.Scalar.newBuilder().setValue(pick(AMOUNTS, random)).build();
    }

    private static void check(HttpRequest request, String seed) {
        OperatorRequest read = OperatorApi.read(request, Optional.empty());
        HttpAnswer answer = read instanceof OperatorRequest.Changing changing
                ? judged(changing.change())
                : read.match(new ShownRequest(IDENTITY, MASTER, 0));
        assertThat(answer.status()).as(seed).isIn(200, 400, 404, 405, 406, 409, 501);
    }

    private static HttpAnswer judged(OperatorChange change) {
        return change.judge(OperatorSettings.NONE, () -> ONE_AGENT)
                .fold(refused -> refused.answer(), granted -> done(granted.fact()));
    }

    private static HttpAnswer done(OperatorFact fact) {
        assertThat(fact.input()).isNotNull();
        OperatorSettings after = fact.after(OperatorSettings.NONE);
        MasterInspection shown = inspection(after);
        for (String target : List.of("/weights", "/quota", "/roles", "/maintenance/schedule", "/maintenance/status")) {
            HttpRequest look = new HttpRequest("GET", target, Headers.NONE, ByteString.EMPTY);
            HttpAnswer page = OperatorApi.read(look, Optional.empty()).match(new ShownRequest(IDENTITY, shown, 0));
            assertThat(page.status()).isEqualTo(200);
        }
        return HttpAnswer.empty(200);
    }

    private static <T> T pick(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
