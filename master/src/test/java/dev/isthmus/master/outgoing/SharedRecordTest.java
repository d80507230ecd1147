package dev.isthmus.master.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.master.http.MediaType;
import dev.isthmus.mesos.messages.v1.master.Protos.Event;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A record that several streams send. */
class SharedRecordTest {

    private static Event event() {
        Event.Builder event = Event.newBuilder().setType(Event.Type.AGENT_REMOVED);
        event.getAgentRemovedBuilder().getAgentIdBuilder().setValue("an agent");
        return event.build();
    }

    @ParameterizedTest
    @EnumSource(MediaType.class)
    void its_size_is_the_same_before_and_after_a_stream_has_encoded_it(MediaType encoding) {
        SharedRecord record = new SharedRecord(event(), encoding);
        int size = record.size();
        assertThat(size).isPositive();
        record.encode();
        assertThat(record.size()).isEqualTo(size);
    }

    @ParameterizedTest
    @EnumSource(MediaType.class)
    void one_that_is_encoded_at_once_has_the_size_of_its_bytes(MediaType encoding) {
        SharedRecord encoded = new SharedRecord(event(), encoding).encoded();
        assertThat(encoded.encode()).isEqualTo(new SharedRecord(event(), encoding).encode());
        assertThat(encoded.size()).isEqualTo(encoded.encode().length);
    }
}
