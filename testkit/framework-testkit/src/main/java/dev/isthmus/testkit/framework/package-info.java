/**
 * A script for testing Mesos schedulers: what is sent to one, what it is expected to call, and the time in between. Under it runs
 * what runs under a real Isthmus driver, but for the cluster, the threads and the network.
 */
@NullMarked
package dev.isthmus.testkit.framework;

import org.jspecify.annotations.NullMarked;
