/**
 * The thin driver: a framework's driver that is a client of a master, over the v1 HTTP API of Mesos. In byte code for Java 8, and linked to nothing of ours that
 * is newer. See ADR 40.
 */
package dev.isthmus.driver.client;
