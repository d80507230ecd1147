package dev.isthmus.driver.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryCodecTest {

    private static final UUID MARK = UUID.fromString("0f1e2d3c-4b5a-4978-a6b5-c4d3e2f10011");

    @Test
    void the_bytes_are_those_of_the_native_code() {
        assertThat(StateEntryCodec.encode(new Entry("J_a", MARK, "{}".getBytes(UTF_8))))
                .isEqualTo(HexFormat.of().parseHex("0a034a5f61" + "1210" + NativeBytes.MARK + "1a027b7d"))
                .isEqualTo(NativeBytes.entry("J_a", NativeBytes.MARK, "{}"));
    }

    @Test
    void a_long_value_has_a_long_length() throws IOException {
        byte[] bytes = StateEntryCodec.encode(new Entry("n", MARK, new byte[300]));
        assertThat(HexFormat.of().formatHex(bytes, 0, 24)).isEqualTo("0a016e1210" + NativeBytes.MARK + "1aac02");
        assertThat(StateEntryCodec.decode(bytes).value()).hasSize(300);
    }

    @Property(tries = 300)
    void what_is_written_is_read(@ForAll String name, @ForAll byte[] value, @ForAll long most, @ForAll long least)
            throws IOException {
        String text = new String(name.getBytes(UTF_8), UTF_8); // half a character is none
        Entry entry = new Entry(text, new UUID(most, least), value);
        assertThat(StateEntryCodec.decode(StateEntryCodec.encode(entry))).isEqualTo(entry);
    }

    /** Whatever the bytes are: an entry, or an error that is one of ours. */
    @Property(tries = 1000)
    void no_bytes_break_the_reader(@ForAll byte[] bytes) {
        try {
            assertThat(StateEntryCodec.decode(bytes)).isNotNull();
        } catch (IOException e) {
            assertThat(e).hasMessageStartingWith("it");
        }
    }

    @Test
    void fields_of_later_versions_are_passed_over() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(HexFormat.of().parseHex("2096012a0161" + "310000000000000000" + "3d00000000"));
        bytes.writeBytes(NativeBytes.entry("n", NativeBytes.MARK, "v"));
        assertThat(StateEntryCodec.decode(bytes.toByteArray())).isEqualTo(new Entry("n", MARK, "v".getBytes(UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({
        "'', is not an entry",
        "7b7d, is not an entry",
        "0a016e1a0176, is not an entry",
        "0a016e1203aabbcc1a0176, 3 bytes instead of 16",
        "0a016e121000112233, cut short",
        "0aff, cut short",
        "0affffffffffffffffff7f, cut short",
        "0b, is not an entry",
        "0a01ff12100f1e2d3c4b5a4978a6b5c4d3e2f100111a00, name is not text",
    })
    void what_is_no_entry_is_told_so(String hex, String part) {
        assertThatThrownBy(() -> StateEntryCodec.decode(HexFormat.of().parseHex(hex)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(part);
    }
}
