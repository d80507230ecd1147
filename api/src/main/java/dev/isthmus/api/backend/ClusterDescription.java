package dev.isthmus.api.backend;

import java.util.Optional;

/**
 * The cluster of a backend, as far as it is known without a call.
 *
 * @param name of the cluster
 * @param region of the cluster, if it has one
 * @param address host name of the endpoint
 * @param port of the endpoint
 */
public record ClusterDescription(String name, Optional<String> region, String address, int port) {}
