package dev.isthmus.api.backend;

import java.util.Optional;

/**
 * What a backend stands for, as far as it is known without asking.
 *
 * @param name of the cluster
 * @param region it is in, if it has one
 * @param address host name of the endpoint that is spoken to
 * @param port of that endpoint
 */
public record ClusterDescription(String name, Optional<String> region, String address, int port) {}
