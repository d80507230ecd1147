/** Frameworks that speak the v1 API to a master: calls and events as bytes over connections that break, without a socket. */
@NullMarked
package dev.isthmus.simulation.client;

import org.jspecify.annotations.NullMarked;
