package dev.isthmus.driver.client.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordReaderTest {

    private static List<String> read(String stream, int piece) throws RecordReader.BrokenRecordException {
        RecordReader reader = new RecordReader();
        List<String> records = new ArrayList<>();
        for (int from = 0; from < stream.length(); from += piece) {
            byte[] some = stream.substring(from, Math.min(stream.length(), from + piece))
                    .getBytes(US_ASCII);
            byte[] larger = new byte[some.length + 3];
            System.arraycopy(some, 0, larger, 0, some.length);
            reader.take(larger, some.length).forEach(record -> records.add(new String(record, US_ASCII)));
        }
        return records;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 100})
    void records_come_out_as_they_went_in_wherever_the_stream_is_cut(int piece) throws Exception {
        assertThat(read("5\nabcde0\n12\n123456789\n121\n7", piece)).containsExactly("abcde", "", "123456789\n12", "7");
        assertThat(read("5\nabcd", piece)).as("not complete").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\n", "1x", "-1\n", "999999999\n", "1234567890\n"})
    void what_is_no_length_breaks_the_stream(String stream) {
        assertThatExceptionOfType(RecordReader.BrokenRecordException.class).isThrownBy(() -> read(stream, 100));
    }

    /** A length is a promise, and costs nothing before it is kept. */
    @Test
    void a_long_record_takes_no_more_memory_than_what_has_come() throws Exception {
        List<RecordReader> readers = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            RecordReader reader = new RecordReader();
            byte[] begin = "500000000\nabc".getBytes(US_ASCII);
            assertThat(reader.take(begin, begin.length)).isEmpty();
            readers.add(reader);
        }
        assertThat(readers).hasSize(64);
    }
}
