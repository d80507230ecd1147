package dev.isthmus.operator.cluster;

/** Is told how far something is that takes a while. */
@FunctionalInterface
public interface Progress {

    /** Tells nobody. */
    Progress NONE = (done, all) -> {};

    /** So many of so many are done. */
    void at(int done, int all);
}
