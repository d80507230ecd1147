package dev.isthmus.master.shared;

import dev.isthmus.master.http.Gzip;
import dev.isthmus.master.http.Headers;
import dev.isthmus.master.http.HttpAnswer;
import org.jspecify.annotations.Nullable;

/** A page that has been written, and compressed once it was asked for so. Used by one thread. */
final class WrittenPage {

    private final HttpAnswer plain;
    private @Nullable HttpAnswer compressed;

    WrittenPage(HttpAnswer plain) {
        this.plain = plain;
    }

    /** As a client takes it. */
    HttpAnswer as(Headers request) {
        if (!Gzip.isWanted(plain, request)) {
            return plain;
        }
        HttpAnswer known = compressed;
        if (known == null) {
            known = Gzip.compress(plain);
            compressed = known;
        }
        return known;
    }

    /** How many bytes it holds, compressed or not. */
    long size() {
        return plain.bytes().size();
    }
}
