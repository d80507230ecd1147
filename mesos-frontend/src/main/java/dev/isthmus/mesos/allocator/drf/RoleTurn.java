package dev.isthmus.mesos.allocator.drf;

/**
 * A role whose turn it is, and its active frameworks in the order of their turns.
 *
 * @param role the role's full name
 * @param frameworks those that want offers for it, the one with the least share first
 * @param <C> what a framework in a role is to the caller
 */
public record RoleTurn<C>(String role, Iterable<C> frameworks) {}
