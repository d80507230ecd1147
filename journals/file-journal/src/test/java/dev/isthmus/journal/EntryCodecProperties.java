package dev.isthmus.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.journal.EntryCodec;
import dev.isthmus.api.journal.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EntryCodecProperties {

    @Property
    void what_is_written_is_read(@ForAll("entries") JournalEntry entry) {
        String line = EntryCodec.write(entry);

        assertThat(line).doesNotContain("\n", "\r");
        assertThat(EntryCodec.read(line)).isEqualTo(entry);
    }

    @Property
    void one_changed_character_is_noticed(@ForAll("entries") JournalEntry entry, @ForAll int at) {
        String line = EntryCodec.write(entry);
        int index = Math.floorMod(at, line.length());
        char other = line.charAt(index) == '0' ? '1' : '0';
        String changed = line.substring(0, index) + other + line.substring(index + 1);

        assertThatThrownBy(() -> EntryCodec.read(changed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("checksum");
    }

    @Property
    void a_line_that_is_cut_off_is_noticed(@ForAll("entries") JournalEntry entry, @ForAll int at) {
        String line = EntryCodec.write(entry);

        assertThatThrownBy(() -> EntryCodec.read(line.substring(0, Math.floorMod(at, line.length()))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Provide
    Arbitrary<JournalEntry> entries() {
        Arbitrary<Instant> times = Arbitraries.longs()
                .between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond())
                .map(second -> Instant.ofEpochSecond(second, Math.floorMod(second, 1_000_000_000L)));
        Arbitrary<JournalEntry> ends = Combinators.combine(
                        Arbitraries.bytes().array(byte[].class).ofSize(16), times)
                .as((bytes, at) -> new JournalEntry.Acknowledged(
                        new LaunchId(HexFormat.of().formatHex(bytes)), at));
        Arbitrary<JournalEntry> leases = Combinators.combine(
                        times,
                        Arbitraries.longs().greaterOrEqual(0).map(Duration::ofNanos),
                        Arbitraries.maps(words(), words()).ofMaxSize(3))
                .as(JournalEntry.Lease::new);
        return Arbitraries.oneOf(ends, leases, times.map(JournalEntry.Removed::new));
    }

    /** Any characters; a lone half of a surrogate pair is none. */
    private static Arbitrary<String> words() {
        return Arbitraries.strings()
                .ofMaxLength(20)
                .filter(text -> text.codePoints()
                        .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
    }
}
