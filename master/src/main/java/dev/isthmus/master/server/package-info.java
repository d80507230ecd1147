/**
 * The server: connections, requests and streams, on Netty, the only place that knows it. It knows nothing of frameworks; what a request means is for the
 * {@link dev.isthmus.master.server.RequestHandler} behind it. See ADR 30.
 */
@NullMarked
package dev.isthmus.master.server;

import org.jspecify.annotations.NullMarked;
