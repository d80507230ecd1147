package dev.isthmus.master.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.master.evolve.Evolution;
import dev.isthmus.mesos.messages.v1.Protos.FrameworkID;
import dev.isthmus.mesos.messages.v1.Protos.OperationID;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Call;
import dev.isthmus.mesos.protobuf.ByteString;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Facts 6 and 7: what is wrong with a call, word for word. */
class CallRulesTest {

    /** They need no message of their own. */
    private static final Set<Call.Type> BARE =
            Set.of(Call.Type.REVIVE, Call.Type.SUPPRESS, Call.Type.TEARDOWN, Call.Type.UNKNOWN);

    private static Optional<String> broken(Call call) {
        return broken(call, Optional.empty());
    }

    private static Optional<String> broken(Call call, Optional<String> principal) {
        return CallRules.broken(Evolution.devolve(call), principal);
    }

    @ParameterizedTest
    @EnumSource
    void fact_06_each_call_needs_its_message(Call.Type type) {
        Optional<String> expected = BARE.contains(type)
                ? Optional.empty()
                : Optional.of("Expecting '" + type.name().toLowerCase(Locale.ROOT) + "' to be present");
        assertThat(broken(ClientRequests.call(type, "f").build())).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void fact_06_each_call_but_subscribe_needs_a_framework(Call.Type type) {
        assertThat(broken(Call.newBuilder().setType(type).build()))
                .hasValue("Expecting '" + (type == Call.Type.SUBSCRIBE ? "subscribe" : "framework_id")
                        + "' to be present");
    }

    @Test
    void fact_06_a_call_has_a_type_and_all_that_is_required() {
        assertThat(broken(Call.getDefaultInstance())).hasValue("Expecting 'type' to be present");
        assertThat(broken(Call.newBuilder()
                        .setSubscribe(Call.Subscribe.getDefaultInstance())
                        .buildPartial()))
                .hasValue("Not initialized: subscribe.framework_info");
    }

    @Test
    void fact_07_the_two_ids_of_a_subscription_are_one() {
        Call.Builder call = ClientRequests.subscribe();
        assertThat(broken(call.build())).isEmpty();
        call.setFrameworkId(FrameworkID.newBuilder().setValue("f"));
        assertThat(broken(call.build())).hasValue("'framework_id' differs from 'subscribe.framework_info.id'");
        call.getSubscribeBuilder().getFrameworkInfoBuilder().setId(call.getFrameworkId());
        assertThat(broken(call.build())).isEmpty();
        call.clearFrameworkId();
        assertThat(broken(call.build())).hasValue("'framework_id' differs from 'subscribe.framework_info.id'");
    }

    @Test
    void fact_07_the_two_ids_of_an_update_are_one() {
        Call.Builder call = ClientRequests.call(Call.Type.UPDATE_FRAMEWORK, "f");
        call.getUpdateFrameworkBuilder().getFrameworkInfoBuilder().setUser("u").setName("n");
        assertThat(broken(call.build())).hasValue("'framework_id' differs from 'update_framework.framework_info.id'");
        call.getUpdateFrameworkBuilder().getFrameworkInfoBuilder().setId(call.getFrameworkId());
        assertThat(broken(call.build())).isEmpty();
    }

    @Test
    void fact_07_a_principal_that_is_set_is_the_one_that_is_authenticated() {
        Call.Builder call = ClientRequests.subscribe();
        assertThat(broken(call.build(), Optional.of("x"))).isEmpty();
        call.getSubscribeBuilder().getFrameworkInfoBuilder().setPrincipal("y");
        assertThat(broken(call.build(), Optional.of("x")))
                .hasValue("Authenticated principal 'x' does not match principal 'y' set in `FrameworkInfo`");
        assertThat(broken(call.build(), Optional.of("y"))).isEmpty();
        assertThat(broken(call.build())).isEmpty();
    }

    @Test
    void fact_07_a_uuid_is_one() {
        for (int version : new int[] {1, 3, 4, 5}) {
            assertThat(broken(ClientRequests.acknowledge("f", uuid(version)).build()))
                    .isEmpty();
        }
        for (ByteString wrong : new ByteString[] {
            ByteString.EMPTY, ByteString.copyFromUtf8("bad-uuid"), uuid(0), uuid(6), uuid(15), uuid(4).concat(uuid(4))
        }) {
            assertThat(broken(ClientRequests.acknowledge("f", wrong).build())).hasValue("Not a valid UUID");
        }
    }

    private static ByteString uuid(int version) {
        byte[] bytes = ClientRequests.UUID.toByteArray();
        bytes[6] = (byte) (version << 4 | 3);
        return ByteString.copyFrom(bytes);
    }

    @Test
    void fact_07_an_operation_is_acknowledged_with_its_agent() {
        Call.Builder call = ClientRequests.call(Call.Type.ACKNOWLEDGE_OPERATION_STATUS, "f");
        call.getAcknowledgeOperationStatusBuilder()
                .setUuid(ByteString.EMPTY)
                .setOperationId(OperationID.newBuilder().setValue("o"));
        assertThat(broken(call.build())).hasValue("Not a valid UUID");
        call.getAcknowledgeOperationStatusBuilder().setUuid(ClientRequests.UUID);
        assertThat(broken(call.build())).hasValue("Expecting 'agent_id' to be present");
        call.getAcknowledgeOperationStatusBuilder().getAgentIdBuilder().setValue("a");
        assertThat(broken(call.build())).isEmpty();
    }
}
