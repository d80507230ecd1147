package dev.isthmus.master.recordio;

import static java.util.Objects.requireNonNull;

import dev.isthmus.mesos.protobuf.ByteString;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What one more piece of a stream gives. */
public sealed interface Decoded {

    /** Calls the function of its kind. */
    <R> R fold(Function<List<ByteString>, R> records, BiFunction<List<ByteString>, String, R> broken);

    /** The records that are whole now, in their order; often none. */
    record Records(List<ByteString> records) implements Decoded {

        public Records {
            records = List.copyOf(records);
        }

        @Override
        public <R> R fold(Function<List<ByteString>, R> records, BiFunction<List<ByteString>, String, R> broken) {
            return records.apply(this.records);
        }
    }

    /**
     * It is no stream of records, or one with a record that is too large; nobody can say where the next one begins.
     *
     * @param before the records of this piece that were whole before
     * @param why what stands where a length should, and what is wrong with it
     */
    record Broken(List<ByteString> before, String why) implements Decoded {

        public Broken {
            before = List.copyOf(before);
            requireNonNull(why, "why");
        }

        @Override
        public <R> R fold(Function<List<ByteString>, R> records, BiFunction<List<ByteString>, String, R> broken) {
            return broken.apply(before, why);
        }
    }
}
