package dev.isthmus.mesos.allocator.drf;

import dev.isthmus.mesos.resource.ScalarQuantities;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A node of the tree: a role, the frameworks of a role together, or one framework in a role. Its place among its siblings is by share, then by how many
 * allocations it has been made, then by its path. The keys of that order change only while it is out of it.
 *
 * @param <C> what a framework in a role is to the caller
 */
final class DrfNode<C> implements Comparable<DrfNode<C>> {

    /** What a node stands for. */
    enum Kind {
        ROLE,
        /** The frameworks of a role together, beside the roles below it. */
        OWN,
        FRAMEWORK
    }

    /** The name of the frameworks of a role among the roles below it; no role is named so. */
    static final String OWN = ".";

    private final Kind kind;
    private final String name;
    private final String path;
    private final @Nullable DrfNode<C> parent;
    private final Map<String, DrfNode<C>> children = new LinkedHashMap<>();
    private final SortedSet<DrfNode<C>> order = new TreeSet<>();
    private @Nullable C client;
    private ScalarQuantities held = ScalarQuantities.NONE;
    private Share share = Share.NONE;
    /** Whether the share is to be found out before it is compared: one without siblings in the order is not. */
    private boolean isShareDue;

    private long allocations;
    /** How many active frameworks are at or below it. */
    private int active;

    DrfNode(Kind kind, String name, @Nullable DrfNode<C> parent) {
        this.kind = kind;
        this.name = name;
        this.path = parent == null || parent.path.isEmpty() || kind == Kind.FRAMEWORK ? name : parent.path + "/" + name;
        this.parent = parent;
    }

    Kind kind() {
        return kind;
    }

    String path() {
        return path;
    }

    @Nullable
    DrfNode<C> parent() {
        return parent;
    }

    Map<String, DrfNode<C>> children() {
        return children;
    }

    /** Those of its children with active frameworks, the least share first. */
    Collection<DrfNode<C>> order() {
        return order;
    }

    /** Removes it from the tree. */
    void remove() {
        if (parent != null) {
            parent.children.remove(name);
        }
    }

    @Nullable
    C client() {
        return client;
    }

    void client(@Nullable C client) {
        this.client = client;
    }

    ScalarQuantities held() {
        return held;
    }

    boolean isActive() {
        return active > 0;
    }

    /** Whether nothing is known of it that would be lost with it. */
    boolean isBlank() {
        return children.isEmpty() && held.isEmpty() && client == null;
    }

    /** Takes it out of the order of its siblings, if it is in there. */
    void leaveOrder() {
        // One that is alone need not leave for its keys to change.
        if (parent != null && isActive() && parent.order.size() > 1) {
            parent.order.remove(this);
        }
    }

    /**
     * Puts it into the order of its siblings, if it has active frameworks.
     *
     * @param shares gives the share of a node as it is now
     */
    void takePlace(Function<DrfNode<C>, Share> shares) {
        isShareDue = true;
        if (parent != null && isActive()) {
            SortedSet<DrfNode<C>> siblings = parent.order;
            boolean isAlone = siblings.size() == 1 && siblings.first() == this;
            if (!isAlone && !siblings.isEmpty()) {
                if (siblings.size() == 1) {
                    siblings.first().settleShare(shares);
                }
                settleShare(shares);
            }
            if (!isAlone) {
                siblings.add(this);
            }
        } else if (parent != null && parent.order.size() == 1 && parent.order.first() == this) {
            parent.order.clear();
        }
    }

    private void settleShare(Function<DrfNode<C>, Share> shares) {
        if (isShareDue) {
            share = shares.apply(this);
            isShareDue = false;
        }
    }

    void hold(ScalarQuantities held) {
        this.held = held;
    }

    void allocated() {
        allocations++;
    }

    /** How many active frameworks are at or below it. */
    int active() {
        return active;
    }

    void activate(int more) {
        active += more;
    }

    @Override
    public int compareTo(DrfNode<C> other) {
        int byShare = share.compareTo(other.share);
        if (byShare != 0) {
            return byShare;
        }
        int byAllocations = Long.compare(allocations, other.allocations);
        return byAllocations != 0 ? byAllocations : path.compareTo(other.path);
    }

    @Override
    public String toString() {
        return path + " " + (isShareDue ? "?" : share.value());
    }
}
