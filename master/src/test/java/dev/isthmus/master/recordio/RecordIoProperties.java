package dev.isthmus.master.recordio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.mesos.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Fact 9, however the network cuts the stream. */
class RecordIoProperties {

    @Property(tries = 200)
    void fact_9_records_are_the_same_however_they_arrive(
            @ForAll @Size(max = 6) List<byte[]> records, @ForAll Random random) {
        ByteString stream = records.stream()
                .map(record -> ByteString.copyFrom(RecordEncoder.encode(record)))
                .reduce(ByteString.EMPTY, ByteString::concat);
        RecordDecoder decoder = new RecordDecoder(10_000);
        List<ByteString> found = new ArrayList<>();
        int at = 0;
        while (at < stream.size()) {
            int next = Math.min(stream.size(), at + random.nextInt(12));
            found.addAll(
                    decoder.decode(stream.substring(at, next)).<List<ByteString>>fold(whole -> whole, (before, why) -> {
                        throw new AssertionError(why);
                    }));
            at = next;
        }
        assertThat(found).isEqualTo(records.stream().map(ByteString::copyFrom).toList());
        assertThat(decoder.end()).isEmpty();
    }

    @Property(tries = 300)
    void no_bytes_are_anything_but_records_or_an_error(@ForAll @Size(max = 5) List<byte[]> pieces) {
        RecordDecoder decoder = new RecordDecoder(100);
        boolean isBroken = false;
        for (byte[] piece : pieces) {
            boolean isBrokenNow =
                    decoder.decode(ByteString.copyFrom(piece)).fold(records -> false, (before, why) -> !why.isEmpty());
            assertThat(isBrokenNow || !isBroken).as("what is broken stays so").isTrue();
            isBroken = isBrokenNow;
        }
    }
}
