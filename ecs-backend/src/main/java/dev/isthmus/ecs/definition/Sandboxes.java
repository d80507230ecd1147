package dev.isthmus.ecs.definition;

/**
 * What settings say of sandboxes.
 *
 * @param always whether every task of a definition of ours has one, and not only tasks that something is fetched for
 */
public record Sandboxes(boolean always) {

    /** Only for tasks that something is fetched for. */
    public static final Sandboxes NONE = new Sandboxes(false);
}
