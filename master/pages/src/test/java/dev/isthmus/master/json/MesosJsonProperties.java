package dev.isthmus.master.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.master.json.PlantedWriter.Flaw;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Event;
import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.mesos.protobuf.Descriptors.Descriptor;
import dev.isthmus.mesos.protobuf.Descriptors.FieldDescriptor;
import dev.isthmus.mesos.protobuf.DynamicMessage;
import dev.isthmus.mesos.protobuf.Message;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Facts 17 to 25, over every type of message that a call or an event has. */
class MesosJsonProperties {

    private static final List<Descriptor> TYPES = Types.all();

    /** Of which JSON is made, and some that it must not have. */
    private static final String SIGNS = "{}[]\",:0.-eE+tfn\\u d8\u0000\ud800";

    @Provide
    Arbitrary<Message> messages() {
        Arbitrary<Long> seeds = Arbitraries.longs();
        return Arbitraries.oneOf(
                seeds.map(seed -> new RandomMessages(seed).fill(Call.newBuilder())),
                seeds.map(seed -> new RandomMessages(seed).fill(Event.newBuilder())),
                Arbitraries.of(TYPES)
                        .flatMap(type ->
                                seeds.map(seed -> new RandomMessages(seed).fill(DynamicMessage.newBuilder(type)))));
    }

    @Example
    void fact_17_every_type_is_among_those_that_are_tried() {
        assertThat(TYPES)
                .extracting(Descriptor::getFullName)
                .contains(
                        "mesos.v1.scheduler.Call",
                        "mesos.v1.Resource.ReservationInfo",
                        "mesos.v1.scheduler.OfferConstraints")
                .hasSizeGreaterThan(150);
    }

    @Property(tries = 400, shrinking = ShrinkingMode.OFF)
    void fact_17_to_20_what_is_written_has_mesos_s_form(@ForAll("messages") Message message) {
        String written = MesosJson.write(message);
        assertThat(Form.complaint(written, message)).isEmpty();
        assertThat(written).isEqualTo(new PlantedWriter().write(message));
    }

    @Property(tries = 400, shrinking = ShrinkingMode.OFF)
    void fact_19_what_is_written_is_read_again_with_its_defaults(@ForAll("messages") Message message) {
        assertThat(read(MesosJson.write(message), message)).isEqualTo(withDefaults(message));
    }

    /** All that clients send otherwise than Mesos writes it. */
    @Property(tries = 400, shrinking = ShrinkingMode.OFF)
    void fact_21_to_23_what_clients_write_otherwise_is_read_the_same(
            @ForAll("messages") Message message, @ForAll long seed) {
        String theirs = new ClientWriter(new Random(seed)).write(message);
        assertThat(read(theirs, message)).as(theirs).isEqualTo(message);
    }

    @Example
    void fact_17_to_20_every_planted_flaw_is_found() {
        for (Flaw flaw : Flaw.values()) {
            PlantedWriter planted = new PlantedWriter(flaw);
            Optional<String> found = LongStream.range(0, 300)
                    .boxed()
                    .flatMap(seed -> TYPES.stream()
                            .skip(seed % TYPES.size())
                            .limit(1)
                            .map(type -> new RandomMessages(seed).fill(DynamicMessage.newBuilder(type))))
                    .flatMap(message -> Form.complaint(planted.write(message), message).stream())
                    .findFirst();
            assertThat(found).as("the complaint about %s", flaw).isPresent();
        }
    }

    @Property(tries = 500)
    void no_bytes_are_anything_but_a_message_or_an_error(@ForAll byte[] bytes) {
        assertThat(MesosJson.read(ByteString.copyFrom(bytes), Call.getDefaultInstance()))
                .isNotNull();
    }

    @Property(tries = 500, shrinking = ShrinkingMode.OFF)
    void a_text_that_is_cut_or_changed_is_a_message_or_an_error(
            @ForAll("messages") Message message, @ForAll Random random) {
        StringBuilder text = new StringBuilder(new ClientWriter(random).write(message));
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(text.length());
            text.setCharAt(at, SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        text.setLength(random.nextBoolean() ? text.length() : random.nextInt(text.length()));
        JsonResult<Message> result = MesosJson.read(ByteString.copyFromUtf8(text.toString()), message);
        assertThat(result.<String>fold(good -> "", why -> why, why -> why)).doesNotContain("\n", "Exception");
    }

    private static Message read(String text, Message type) {
        return MesosJson.read(ByteString.copyFromUtf8(text), type)
                .fold(message -> message, error -> fail(text, error), error -> fail(text, error));
    }

    private static Message fail(String text, String error) {
        throw new AssertionError(error + ": " + text);
    }

    /** The same with all set that is written though it is not set. */
    private static Message withDefaults(Message message) {
        Message.Builder full = message.toBuilder();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            boolean isMessage = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
            if (field.isRepeated()) {
                for (int i = 0; isMessage && i < message.getRepeatedFieldCount(field); i++) {
                    full.setRepeatedField(field, i, withDefaults((Message) message.getRepeatedField(field, i)));
                }
            } else if (message.hasField(field)) {
                if (isMessage) {
                    full.setField(field, withDefaults((Message) message.getField(field)));
                }
            } else if (field.hasDefaultValue() && !field.getOptions().getDeprecated()) {
                full.setField(field, field.getDefaultValue());
            }
        }
        return full.build();
    }
}
