/**
 * What a driver does that is a client of a master, without threads, sockets and a clock: {@link dev.isthmus.driver.client.machine.ClientMachine} takes
 * inputs with the time and answers with what is to be done. Source of the rules: src/sched/sched.cpp of Mesos 1.11.0, and its docs/scheduler-http-api.md.
 */
package dev.isthmus.driver.client.machine;
