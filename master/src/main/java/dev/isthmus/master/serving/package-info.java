/**
 * The subscriptions of a master and the machine behind them, stepped together: what clients send and what the backend, the journals and the time say goes in,
 * what goes to clients, to the backend and to the journals comes out. Pure. See ADR 33.
 */
@NullMarked
package dev.isthmus.master.serving;

import org.jspecify.annotations.NullMarked;
