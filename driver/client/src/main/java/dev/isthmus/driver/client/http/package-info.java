/** How a master is reached: requests and streams over sockets, by HTTP 1.1, with or without TLS. */
package dev.isthmus.driver.client.http;
