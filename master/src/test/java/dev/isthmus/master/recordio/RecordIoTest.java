package dev.isthmus.master.recordio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.mesos.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fact 9, and the tests that stout has of it. */
class RecordIoTest {

    private final RecordDecoder decoder = new RecordDecoder(1000);

    private static String encoded(String record) {
        return new String(RecordEncoder.encode(record.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    private List<String> decoded(String piece) {
        return decoder.decode(ByteString.copyFromUtf8(piece))
                .fold(
                        records ->
                                records.stream().map(ByteString::toStringUtf8).toList(),
                        (before, why) -> List.of("broken after " + before.size() + ": " + why));
    }

    @Test
    void fact_9_a_record_is_its_length_a_line_feed_and_its_bytes() {
        assertThat(encoded("hello!") + encoded("") + encoded(" ") + encoded("13 characters"))
                .isEqualTo("6\nhello!0\n1\n 13\n13 characters");
        assertThat(encoded("ä")).as("the length is in bytes").isEqualTo("2\nä");
    }

    @Test
    void fact_9_records_are_found_again() {
        assertThat(decoded("")).isEmpty();
        assertThat(decoded("6\nhello!0\n1\n ")).containsExactly("hello!", "", " ");
        assertThat(decoder.end()).isEmpty();
    }

    @Test
    void fact_9_a_record_is_there_once_it_is_whole() {
        assertThat(decoded("1")).isEmpty();
        assertThat(decoded("3")).isEmpty();
        assertThat(decoder.end()).hasValue("The stream ends within the length of a record: '13'");
        assertThat(decoded("\n")).isEmpty();
        assertThat(decoded("13 character")).isEmpty();
        assertThat(decoder.end()).hasValue("The stream ends within a record: 1 bytes of it are missing");
        assertThat(decoded("s")).containsExactly("13 characters");
        assertThat(decoder.end()).isEmpty();
    }

    @Test
    void fact_9_what_is_no_length_breaks_the_stream_for_good() {
        assertThat(decoded("1\nanot a num\n"))
                .containsExactly(
                        "broken after 1: Failed to decode length 'not a num': Failed to convert 'not a num' to number");
        assertThat(decoded("1\na")).containsExactly("broken after 0: Decoder is in a FAILED state");
        assertThat(decoder.end()).hasValue("Decoder is in a FAILED state");
    }

    @Test
    void no_length_is_read_that_could_not_be_one() {
        for (String wrong : List.of("\n", "-1\n", "+1\n", "0x1\n", " 1\n", "1\r\n", "١\n")) {
            assertThat(new RecordDecoder(1000).decode(ByteString.copyFromUtf8(wrong)))
                    .as(wrong)
                    .isInstanceOf(Decoded.Broken.class);
        }
        assertThat(decoded("12345678901"))
                .containsExactly("broken after 0: Failed to decode length '12345678901': more than 10 characters");
    }

    @Test
    void a_record_has_a_limit() {
        assertThat(new RecordDecoder(1000).decode(ByteString.copyFromUtf8("1000\n")))
                .isInstanceOf(Decoded.Records.class);
        assertThat(decoded("1001\n"))
                .containsExactly("broken after 0: Failed to decode length '1001': more than the limit of 1000 bytes");
        assertThat(new RecordDecoder(Integer.MAX_VALUE).decode(ByteString.copyFromUtf8("9999999999\n")))
                .isInstanceOf(Decoded.Broken.class);
        assertThatThrownBy(() -> new RecordDecoder(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
