package dev.isthmus.master.server;

import dev.isthmus.master.http.HttpRequest;

/** What stands behind the server. */
@FunctionalInterface
public interface RequestHandler {

    /**
     * Takes a request that has arrived whole. Called by a thread of the server, by several at once for different connections; it must not block. What it
     * throws is logged and answered with 503.
     *
     * @param exchange answers it: at once, or later and from any thread
     */
    void handle(HttpRequest request, Exchange exchange);
}
