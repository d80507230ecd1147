package dev.isthmus.master.api;

import dev.isthmus.master.http.HttpRequest;

/** What an answer repeats of a request. */
final class SentText {

    /** Mesos repeats all of it. */
    private static final int MOST = 1000;

    private SentText() {}

    static String of(HttpRequest request) {
        String text = request.body()
                .substring(0, Math.min(request.body().size(), MOST))
                .toStringUtf8();
        return request.body().size() > MOST ? text + "..." : text;
    }
}
