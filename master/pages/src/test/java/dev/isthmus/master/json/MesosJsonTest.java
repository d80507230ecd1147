package dev.isthmus.master.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.mesos.messages.v1.Protos.AgentID;
import dev.isthmus.mesos.messages.v1.Protos.CommandInfo;
import dev.isthmus.mesos.messages.v1.Protos.DrainInfo;
import dev.isthmus.mesos.messages.v1.Protos.DurationInfo;
import dev.isthmus.mesos.messages.v1.Protos.Filters;
import dev.isthmus.mesos.messages.v1.Protos.FrameworkID;
import dev.isthmus.mesos.messages.v1.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.v1.Protos.MasterInfo;
import dev.isthmus.mesos.messages.v1.Protos.Resource;
import dev.isthmus.mesos.messages.v1.Protos.TaskStatus;
import dev.isthmus.mesos.messages.v1.Protos.Value;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.AttributeConstraint;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Event;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.OfferConstraints;
import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.mesos.protobuf.Message;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Facts 17 to 25 by example, as the tests of stout have them, with its words for what is wrong. */
class MesosJsonTest {

    private static <M extends Message> JsonResult<M> result(String json, M type) {
        return MesosJson.read(ByteString.copyFromUtf8(json), type);
    }

    private static <M extends Message> M read(String json, M type) {
        return result(json, type)
                .fold(
                        message -> message,
                        why -> {
                            throw new AssertionError(why);
                        },
                        why -> {
                            throw new AssertionError(why);
                        });
    }

    private static Call call(String json) {
        return read(json, Call.getDefaultInstance());
    }

    private static String notJson(String json) {
        return result(json, Call.getDefaultInstance())
                .fold(call -> "read: " + call, why -> why, why -> "not converted: " + why);
    }

    private static String notConverted(String json, Message type) {
        return result(json, type).fold(message -> "read: " + message, why -> "not JSON: " + why, why -> why);
    }

    @Test
    void fact_17_integers_of_64_bits_are_numbers_and_names_are_the_proto_s() {
        Event event = Event.newBuilder()
                .setType(Event.Type.SUBSCRIBED)
                .setSubscribed(Event.Subscribed.newBuilder()
                        .setFrameworkId(FrameworkID.newBuilder().setValue("f-1"))
                        .setHeartbeatIntervalSeconds(15))
                .build();
        assertThat(MesosJson.write(event))
                .isEqualTo(
                        "{\"type\":\"SUBSCRIBED\",\"subscribed\":{\"framework_id\":{\"value\":\"f-1\"},\"heartbeat_interval_seconds\":15.0}}");
        assertThat(MesosJson.write(
                        DurationInfo.newBuilder().setNanoseconds(Long.MAX_VALUE).build()))
                .isEqualTo("{\"nanoseconds\":9223372036854775807}");
        assertThat(MesosJson.write(
                        Value.Range.newBuilder().setBegin(0).setEnd(-1).build()))
                .isEqualTo("{\"begin\":0,\"end\":18446744073709551615}");
        assertThat(read("{\"begin\":\"0\",\"end\":18446744073709551615}", Value.Range.getDefaultInstance())
                        .getEnd())
                .isEqualTo(-1);
    }

    @Test
    void fact_17_bytes_are_base64_with_padding() {
        TaskStatus status = TaskStatus.newBuilder()
                .setTaskId(
                        dev.isthmus.mesos.messages.v1.Protos.TaskID.newBuilder().setValue("t"))
                .setState(dev.isthmus.mesos.messages.v1.Protos.TaskState.TASK_RUNNING)
                .setUuid(ByteString.copyFrom(new byte[] {(byte) 0xFB, (byte) 0xFF, 1, 2}))
                .build();
        assertThat(MesosJson.write(status)).contains("\"uuid\":\"+/8BAg==\"").contains("\"state\":\"TASK_RUNNING\"");
    }

    @Test
    void fact_17_integers_of_32_bits_without_a_sign_have_none() {
        MasterInfo master =
                MasterInfo.newBuilder().setId("m").setIp(-2).setPort(5050).build();
        String json = MesosJson.write(master);
        assertThat(json).contains("\"ip\":4294967294");
        assertThat(read(json, MasterInfo.getDefaultInstance()).getIp()).isEqualTo(-2);
        assertThat(notConverted("{\"ip\":4294967296}", MasterInfo.getDefaultInstance()))
                .isEqualTo("Value out of range for field 'ip': 4294967296");
    }

    @Test
    void fact_18_doubles_always_have_a_point() {
        assertThat(List.of(15.0, 4.0, 0.1, -0.0, 1e-3, 1.5e-6, 1e7, 1.6e9, 1e20, 123456789.25))
                .extracting(MesosJsonTest::scalar)
                .containsExactly(
                        "15.0",
                        "4.0",
                        "0.1",
                        "-0.0",
                        "0.001",
                        "0.0000015",
                        "10000000.0",
                        "1600000000.0",
                        "100000000000000000000.0",
                        "123456789.25");
        assertThat(List.of(1e21, 1.5e300, 1e-7, -2.5e-9))
                .extracting(MesosJsonTest::scalar)
                .containsExactly("1.0e21", "1.5e300", "1.0e-7", "-2.5e-9");
    }

    @Test
    void fact_18_infinity_is_a_text_in_both_directions() {
        assertThat(scalar(Double.POSITIVE_INFINITY)).isEqualTo("\"Infinity\"");
        assertThat(scalar(Double.NEGATIVE_INFINITY)).isEqualTo("\"-Infinity\"");
        assertThat(read("{\"value\":\"-Infinity\"}", Value.Scalar.getDefaultInstance())
                        .getValue())
                .isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(notConverted("{\"value\":\"infinity\"}", Value.Scalar.getDefaultInstance()))
                .isEqualTo(
                        "Failed to parse 'infinity' as a JSON number for field 'value': syntax error at line 1 near: infinity");
    }

    private static String scalar(double value) {
        String json = MesosJson.write(Value.Scalar.newBuilder().setValue(value).build());
        return json.substring("{\"value\":".length(), json.length() - 1);
    }

    @SuppressWarnings("deprecation") // What is deprecated is what it is about.
    @Test
    void fact_19_defaults_are_written_unless_they_are_deprecated() {
        FrameworkInfo framework =
                FrameworkInfo.newBuilder().setUser("u").setName("n").build();
        assertThat(MesosJson.write(framework))
                .contains("\"checkpoint\":false", "\"failover_timeout\":0.0")
                // Deprecated, with a default of "*".
                .doesNotContain("\"role\"")
                .doesNotContain("[]", "null");
        assertThat(MesosJson.write(CommandInfo.getDefaultInstance())).isEqualTo("{\"shell\":true}");
        assertThat(MesosJson.write(Filters.getDefaultInstance())).isEqualTo("{\"refuse_seconds\":5.0}");
        assertThat(MesosJson.write(MasterInfo.newBuilder().setId("m").setIp(1).buildPartial()))
                .contains("\"port\":5050");
        Resource.Builder cpus = Resource.newBuilder()
                .setName("cpus")
                .setType(Value.Type.SCALAR)
                .setScalar(Value.Scalar.newBuilder().setValue(1));
        assertThat(MesosJson.write(cpus.build())).doesNotContain("role");
        assertThat(MesosJson.write(cpus.setRole("*").build())).contains("\"role\":\"*\"");
    }

    @Test
    void fact_11_a_line_feed_in_a_text_is_no_new_line() {
        assertThat(MesosJson.write(AgentID.newBuilder()
                        .setValue("a\n\r\"\\/\u0001\u007fä\ud83d\ude00")
                        .build()))
                .isEqualTo("{\"value\":\"a\\n\\r\\\"\\\\/\\u0001\u007fä\ud83d\ude00\"}");
    }

    @Test
    void half_a_character_leaves_as_a_sign_of_replacement() {
        assertThat(MesosJson.write(AgentID.newBuilder().setValue("a\ud83db").build())
                        .getBytes(StandardCharsets.UTF_8))
                .isEqualTo("{\"value\":\"a\ufffdb\"}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void fact_21_what_is_not_known_is_overlooked() {
        Call call = call(
                "{\"framework_id\":{\"value\":\"f\",\"slave_id\":1},\"type\":\"REVIVE\",\"revive\":{\"role\":\"x\"},"
                        + "\"requests\":[{}],\"Filters\":{\"RefuseSeconds\":120.0},\"Subscribe.suppressed_roles\":[\"r\"]}");
        assertThat(call)
                .isEqualTo(Call.newBuilder()
                        .setFrameworkId(FrameworkID.newBuilder().setValue("f"))
                        .setType(Call.Type.REVIVE)
                        .setRevive(Call.Revive.getDefaultInstance())
                        .build());
    }

    @Test
    void fact_22_null_is_unset() {
        Call call = call(
                "{\"framework_id\":{\"value\":\"f\"},\"type\":\"DECLINE\",\"accept\":null,"
                        + "\"decline\":{\"offer_ids\":[null,{\"value\":\"o\"},null],\"filters\":{\"refuse_seconds\":null}},\"subscribe\":null}");
        assertThat(call.hasAccept() || call.hasSubscribe()).isFalse();
        assertThat(call.getDecline().getOfferIdsList()).hasSize(1);
        assertThat(call.getDecline().getFilters().hasRefuseSeconds()).isFalse();
        assertThat(call("{\"decline\":{\"offer_ids\":null}}").getDecline().getOfferIdsCount())
                .isZero();
        assertThat(notConverted("{\"framework_id\":{\"value\":null}}", Call.getDefaultInstance()))
                .isEqualTo("Missing required fields: framework_id.value");
    }

    @Test
    void fact_23_numbers_and_booleans_may_be_texts() {
        CommandInfo command = read("{\"shell\":\"false\"}", CommandInfo.getDefaultInstance());
        assertThat(command.hasShell()).isTrue();
        assertThat(command.getShell()).isFalse();
        assertThat(read("{\"nanoseconds\":\" -12 \"}", DurationInfo.getDefaultInstance())
                        .getNanoseconds())
                .isEqualTo(-12);
        assertThat(read("{\"refuse_seconds\":\"2.5\"}", Filters.getDefaultInstance())
                        .getRefuseSeconds())
                .isEqualTo(2.5);
        assertThat(read("{\"nanoseconds\":5.9}", DurationInfo.getDefaultInstance())
                        .getNanoseconds())
                .isEqualTo(5);
        assertThat(notConverted("{\"shell\":\"True\"}", CommandInfo.getDefaultInstance()))
                .isEqualTo(
                        "Failed to parse 'True' as a JSON boolean for field 'shell': syntax error at line 1 near: True");
        assertThat(notConverted("{\"shell\":\"1\"}", CommandInfo.getDefaultInstance()))
                .isEqualTo("Failed to parse '1' as a JSON boolean for field 'shell': Unexpected JSON type parsed");
        assertThat(notConverted("{\"nanoseconds\":\"true\"}", DurationInfo.getDefaultInstance()))
                .isEqualTo(
                        "Failed to parse 'true' as a JSON number for field 'nanoseconds': Unexpected JSON type parsed");
        assertThat(notConverted("{\"nanoseconds\":\"\"}", DurationInfo.getDefaultInstance()))
                .isEqualTo(
                        "Failed to parse '' as a JSON number for field 'nanoseconds': syntax error at line 1 near: ");
    }

    @Test
    void fact_23_a_single_value_is_a_list_of_one() {
        assertThat(call("{\"decline\":{\"offer_ids\":{\"value\":\"o\"}}}")
                        .getDecline()
                        .getOfferIdsList())
                .hasSize(1);
        assertThat(call("{\"revive\":{\"roles\":\"r\"}}").getRevive().getRolesList())
                .containsExactly("r");
    }

    @Test
    void fact_23_other_kinds_are_refused_in_mesos_s_words() {
        Call call = Call.getDefaultInstance();
        assertThat(notConverted("{\"type\":3}", call)).isEqualTo("Not expecting a JSON number for field 'type'");
        assertThat(notConverted("{\"type\":true}", call)).isEqualTo("Not expecting a JSON boolean for field 'type'");
        assertThat(notConverted("{\"type\":[\"REVIVE\"]}", call))
                .isEqualTo("Not expecting a JSON array for field 'type'");
        assertThat(notConverted("{\"framework_id\":\"f\"}", call))
                .isEqualTo("Not expecting a JSON string for field 'framework_id'");
        assertThat(notConverted("{\"framework_id\":{\"value\":1}}", call))
                .isEqualTo("Not expecting a JSON number for field 'value'");
        assertThat(notConverted("{\"framework_id\":{\"value\":{}}}", call))
                .isEqualTo("Not expecting a JSON object for field 'value'");
        assertThat(notConverted("{\"revive\":{\"roles\":{}}}", call))
                .isEqualTo("Not expecting a JSON object for field 'roles'");
        for (String other : List.of("[]", "1", "\"x\"", "true", "null")) {
            assertThat(notConverted(other, call)).isEqualTo("Expecting a JSON object");
        }
        // Of two errors the one whose name comes first, wherever it stands.
        assertThat(notConverted("{\"type\":1,\"revive\":1}", call))
                .isEqualTo("Not expecting a JSON number for field 'revive'");
    }

    @Test
    void fact_24_an_unknown_name_of_an_enum_leaves_it_unset_or_out_unless_it_is_required() {
        assertThat(call("{\"type\":\"DANCE\"}").hasType()).isFalse();
        assertThat(read(
                                "{\"user\":\"u\",\"name\":\"n\",\"capabilities\":[{\"type\":\"MULTI_ROLE\"},{\"type\":\"X\"}]}",
                                FrameworkInfo.getDefaultInstance())
                        .getCapabilities(1)
                        .hasType())
                .isFalse();
        assertThat(notConverted("{\"name\":\"cpus\",\"type\":\"HEAP\"}", Resource.getDefaultInstance()))
                .isEqualTo("Failed to find enum for 'HEAP'");
    }

    @Test
    void fact_24_of_a_list_of_enums_the_unknown_are_left_out() {
        dev.isthmus.mesos.messages.v1.Protos.DrainInfo drain =
                read("{\"state\":\"DRAINING\",\"config\":{}}", DrainInfo.getDefaultInstance());
        assertThat(drain.hasConfig()).isTrue();
        dev.isthmus.mesos.messages.v1.Protos.ContainerInfo container = read(
                "{\"type\":\"MESOS\",\"linux_info\":{\"effective_capabilities\":{\"capabilities\":[\"CHOWN\",\"FLY\",\"\",\"KILL\"]}}}",
                dev.isthmus.mesos.messages.v1.Protos.ContainerInfo.getDefaultInstance());
        assertThat(container.getLinuxInfo().getEffectiveCapabilities().getCapabilitiesList())
                .extracting(Enum::name)
                .containsExactly("CHOWN", "KILL");
    }

    @Test
    void fact_24_bytes_that_are_no_base64_are_refused() {
        String call =
                "{\"acknowledge\":{\"agent_id\":{\"value\":\"a\"},\"task_id\":{\"value\":\"t\"},\"uuid\":\"%s\"}}";
        assertThat(notConverted(String.format(call, "a*b"), Call.getDefaultInstance()))
                .isEqualTo("Failed to base64 decode bytes field 'uuid': Invalid character '*'");
        for (String bytes : List.of("+/8BAg==", "+/8BAg", "+/8B Ag\\n=rest", "+/8BAg=")) {
            assertThat(call(String.format(call, bytes))
                            .getAcknowledge()
                            .getUuid()
                            .toByteArray())
                    .as(bytes)
                    .containsExactly(0xFB, 0xFF, 1, 2);
        }
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        assertThat(call(String.format(call, alphabet))
                        .getAcknowledge()
                        .getUuid()
                        .toByteArray())
                .isEqualTo(Base64.getDecoder().decode(alphabet));
        assertThat(call(String.format(call, "QUJDQ")).getAcknowledge().getUuid().toStringUtf8())
                .as("one sign alone is no byte")
                .isEqualTo("ABC");
        for (String wrong : List.of("@", "[", "`", "{", ":", ".", "-", "_", "ä", "\ud83d\ude00")) {
            assertThat(notConverted(String.format(call, wrong), Call.getDefaultInstance()))
                    .isEqualTo("Failed to base64 decode bytes field 'uuid': Invalid character '" + wrong + "'");
        }
        assertThat(call(String.format(call, "")).getAcknowledge().getUuid().isEmpty())
                .isTrue();
    }

    @Test
    void fact_24_maps_are_objects() {
        OfferConstraints constraints = OfferConstraints.newBuilder()
                .putRoleConstraints(
                        "r",
                        OfferConstraints.RoleConstraints.newBuilder()
                                .addGroups(OfferConstraints.RoleConstraints.Group.newBuilder()
                                        .addAttributeConstraints(AttributeConstraint.newBuilder()
                                                .setSelector(AttributeConstraint.Selector.newBuilder()
                                                        .setAttributeName("rack"))
                                                .setPredicate(AttributeConstraint.Predicate.newBuilder()
                                                        .setExists(
                                                                AttributeConstraint.Predicate.Exists
                                                                        .getDefaultInstance()))))
                                .build())
                .build();
        String json =
                "{\"role_constraints\":{\"r\":{\"groups\":[{\"attribute_constraints\":[{\"selector\":{\"attribute_name\":\"rack\"},\"predicate\":{\"exists\":{}}}]}]}}}";
        assertThat(MesosJson.write(constraints)).isEqualTo(json);
        assertThat(read(json, OfferConstraints.getDefaultInstance())).isEqualTo(constraints);
        assertThat(read("{\"role_constraints\":{\"r\":null}}", OfferConstraints.getDefaultInstance())
                        .getRoleConstraintsMap())
                .containsOnlyKeys("r");
    }

    @Test
    void what_is_no_json_is_refused_in_picojson_s_words() {
        assertThat(notJson("MALFORMED_CONTENT")).isEqualTo("syntax error at line 1 near: MALFORMED_CONTENT");
        assertThat(notJson("")).isEqualTo("syntax error at line 1 near: ");
        assertThat(notJson(" \n ")).startsWith("syntax error at line ");
        assertThat(notJson("{\"type\":\n\"REVIVE\",\n}")).isEqualTo("syntax error at line 3 near: }");
        assertThat(notJson("{\"type\":")).isEqualTo("syntax error at line 1 near: ");
        assertThat(notJson("{} {}")).isEqualTo("Parsed JSON included non-whitespace trailing characters: {}");
        assertThat(notJson("{}\n[1,\n2]")).isEqualTo("Parsed JSON included non-whitespace trailing characters: [1,2]");
        assertThat(notJson("{}x")).isEqualTo("Parsed JSON included non-whitespace trailing characters: x");
        for (String wrong : List.of(
                "{'a':1}",
                "{a:1}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":1e}",
                "{\"a\":NaN}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":[1,]}",
                "{\"a\" 1}",
                "/**/{}",
                "\ufeff{}",
                "{\"a\":-}",
                "{\"a\":nul}")) {
            assertThat(notJson(wrong)).as(wrong).startsWith("syntax error at line 1 near: ");
        }
    }

    @Test
    void a_number_may_begin_with_zeros_and_end_with_a_point_as_in_mesos() {
        assertThat(read("{\"refuse_seconds\":007.}", Filters.getDefaultInstance())
                        .getRefuseSeconds())
                .isEqualTo(7);
    }

    @Test
    void of_two_members_with_one_name_the_last_counts() {
        assertThat(call("{\"type\":\"REVIVE\",\"type\":\"SUPPRESS\"}").getType())
                .isEqualTo(Call.Type.SUPPRESS);
        assertThat(call("{\"revive\":{\"roles\":\"a\"},\"revive\":{}}")
                        .getRevive()
                        .getRolesCount())
                .isZero();
    }

    @Test
    void depth_is_bounded() {
        String deepest = "[".repeat(199) + "]".repeat(199);
        assertThat(call("{\"x\":" + deepest + "}")).isEqualTo(Call.getDefaultInstance());
        assertThat(notJson("{\"x\":[" + deepest + "]}")).contains("depth").contains("200");
        assertThat(notJson("[".repeat(1_000_000))).contains("depth");
        assertThat(notJson("{\"a\":".repeat(1_000_000))).contains("depth");
    }

    @Test
    void numbers_that_no_field_can_hold_are_refused() {
        assertThat(notJson("{\"x\":1e400}")).isEqualTo("Value out of range");
        assertThat(notJson("{\"x\":" + "9".repeat(1001) + "}")).contains("1000");
        DurationInfo whole = DurationInfo.getDefaultInstance();
        assertThat(notConverted("{\"nanoseconds\":9223372036854775808}", whole))
                .isEqualTo("Value out of range for field 'nanoseconds': 9223372036854775808");
        assertThat(notConverted("{\"nanoseconds\":1e300}", whole)).startsWith("Value out of range");
        assertThat(notConverted("{\"begin\":-1,\"end\":0}", Value.Range.getDefaultInstance()))
                .isEqualTo("Value out of range for field 'begin': -1");
        assertThat(read("{\"nanoseconds\":-9223372036854775808}", whole).getNanoseconds())
                .isEqualTo(Long.MIN_VALUE);
        assertThat(read("{\"nanoseconds\":1e3}", whole).getNanoseconds()).isEqualTo(1000);
    }

    @Test
    void text_that_is_not_whole_characters_is_refused() {
        byte[] cut = "{\"x\":\"ä\"}".getBytes(StandardCharsets.UTF_8);
        cut[7] = '"';
        assertThat(MesosJson.read(ByteString.copyFrom(cut), Call.getDefaultInstance())
                        .<String>fold(call -> "read", why -> why, why -> "not converted"))
                .isEqualTo("The text is not valid UTF-8");
        for (String half : List.of("\\ud83d", "\\ude00", "\\ud83d\\ud83d\\ude00", "\\ud83dx")) {
            assertThat(notJson("{\"x\":\"" + half + "\"}")).startsWith("syntax error at line 1 near: ");
            assertThat(notJson("{\"" + half + "\":1}")).startsWith("syntax error at line 1 near: ");
        }
        assertThat(read("{\"value\":\"\\ud83d\\ude00\"}", AgentID.getDefaultInstance())
                        .getValue())
                .isEqualTo("\ud83d\ude00");
    }

    @Test
    void an_error_repeats_no_more_than_a_line_of_what_was_sent() {
        assertThat(notJson("x".repeat(100_000))).hasSizeLessThan(200);
        assertThat(notConverted("{\"nanoseconds\":\"" + "x".repeat(100_000) + "\"}", DurationInfo.getDefaultInstance()))
                .hasSizeLessThan(400);
    }
}
