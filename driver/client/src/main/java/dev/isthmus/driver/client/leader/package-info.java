/** Where the master is: what the argument of a driver says, and what stands in ZooKeeper. */
package dev.isthmus.driver.client.leader;
