/**
 * Which framework is subscribed on which stream: ids, heartbeats, failover, disconnection and removal, as in Mesos. A pure state machine; what a framework
 * asks for leaves it as an action on the machine that serves the framework. See ADR 31.
 */
@NullMarked
package dev.isthmus.master.subscription;

import org.jspecify.annotations.NullMarked;
