package dev.isthmus.mesos.allocator.drf;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.mesos.resource.ScalarQuantities;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is: roles in a tree ({@code a/b} is below {@code a}), and in each role its frameworks. At each level the least weighted dominant share
 * comes first (sorter/drf/sorter.cpp). What a framework holds counts at every level above it, whether it is active or not; only active frameworks get a turn.
 *
 * <p>Sums and places are kept: a change of what one framework holds costs O(depth log siblings), a turn O(depth), and a change of the cluster's total, of
 * which every share is a part, O(n log n) once, when the next turn is asked for. Frameworks that are not active cost
 * nothing in a turn.
 *
 * @param <C> what a framework in a role is to the caller; one object for each, compared by identity
 */
public final class DrfTree<C> {

    private static final Amount ONE = Amount.of(1);

    private final Set<ResourceName> excluded;
    private final Function<DrfNode<C>, Share> shares = this::share;
    private final Map<String, Amount> weights = new LinkedHashMap<>();
    private final DrfNode<C> root = new DrfNode<>(DrfNode.Kind.ROLE, "", null);
    private ScalarQuantities total = ScalarQuantities.NONE;
    private String lastRole = "";
    private @Nullable DrfNode<C> lastLeaf;
    private @Nullable List<RoleTurn<C>> alone;
    /** Whether shares and order are out of date. */
    private boolean stale;

    /**
     * Nobody.
     *
     * @param excluded resources of which a large share does not count
     */
    public DrfTree(Set<ResourceName> excluded) {
        this.excluded = excluded;
    }

    /** Sets what the whole cluster has, used or not. */
    public void total(ScalarQuantities total) {
        if (!total.equals(this.total)) {
            this.total = total;
            stale = true;
        }
    }

    /**
     * Sets the weight of a role, 1 unless it is set: a role of weight 2 may hold twice as much before others come first.
     *
     * @param weight above 0
     */
    public void weight(String role, Amount weight) {
        if (weight.isZero()) {
            throw new IllegalArgumentException("weight 0 of role '" + role + "': weights are above 0");
        }
        weights.put(role, weight);
        stale = true;
    }

    /** Makes a framework known in a role, or gives it turns there, or takes them away. */
    public void set(String role, String framework, C client, boolean active) {
        DrfNode<C> leaf = leaf(role, framework);
        if (leaf.isActive() != active) {
            activate(leaf, active ? 1 : -1);
        }
        leaf.client(client);
        alone = null;
    }

    /** A framework leaves a role. What it holds counts until it is released. */
    public void leave(String role, String framework) {
        DrfNode<C> leaf = leaf(role, framework);
        if (leaf.isActive()) {
            activate(leaf, -1);
        }
        leaf.client(null);
        alone = null;
        prune(leaf);
    }

    private void activate(DrfNode<C> leaf, int more) {
        change(leaf, node -> node.activate(more), UnaryOperator.identity());
        root.activate(more);
    }

    /** A framework in a role is allocated this, and has been allocated something once more. */
    public void allocated(String role, String framework, ScalarQuantities what) {
        change(leaf(role, framework), DrfNode::allocated, held -> held.plus(what));
    }

    /** A framework in a role holds this too, which it had been allocated before. */
    public void held(String role, String framework, ScalarQuantities what) {
        change(leaf(role, framework), node -> {}, held -> held.plus(what));
    }

    /** A framework in a role holds this no more. */
    public void released(String role, String framework, ScalarQuantities what) {
        DrfNode<C> leaf = leaf(role, framework);
        change(leaf, node -> {}, held -> held.minus(what));
        prune(leaf);
    }

    /** Whether a role has a framework that gets turns in this very role. */
    public boolean isActive(String role) {
        DrfNode<C> node = find(role);
        DrfNode<C> own = node == null ? null : node.children().get(DrfNode.OWN);
        return own != null && own.isActive();
    }

    /** How large the share of a role is, with all that is below it. */
    public Share share(String role) {
        DrfNode<C> node = find(role);
        return node == null ? Share.NONE : share(node);
    }

    /** What a role holds, with all that is below it. */
    public ScalarQuantities heldBy(String role) {
        DrfNode<C> node = find(role);
        return node == null ? ScalarQuantities.NONE : node.held();
    }

    private @Nullable DrfNode<C> find(String role) {
        DrfNode<C> node = root;
        for (String name : role.split("/", -1)) {
            node = node == null ? null : node.children().get(name);
        }
        return node;
    }

    private interface Change<C> {
        void on(DrfNode<C> node);
    }

    @SuppressWarnings("ReferenceEquality") // Those above an only framework hold the very same, found out once.
    private void change(DrfNode<C> leaf, Change<C> change, UnaryOperator<ScalarQuantities> held) {
        ScalarQuantities before = leaf.held();
        ScalarQuantities after = held.apply(before);
        for (DrfNode<C> node = leaf; node != null && node != root; node = node.parent()) {
            if (!stale) {
                node.leaveOrder();
            }
            change.on(node);
            if (node.held() != before) {
                before = node.held();
                after = held.apply(before);
            }
            node.hold(after);
            if (!stale) {
                node.takePlace(shares);
            }
        }
    }

    private Share share(DrfNode<C> node) {
        Amount weight = node.kind() == DrfNode.Kind.ROLE ? weights.getOrDefault(node.path(), ONE) : ONE;
        return Share.dominant(node.held(), total, excluded, weight);
    }

    /** The leaf of a framework in a role. What is asked for is mostly what was asked for last. */
    private DrfNode<C> leaf(String role, String framework) {
        DrfNode<C> last = lastLeaf;
        if (last == null || !lastRole.equals(role) || !last.path().equals(framework)) {
            last = found(role, framework);
            lastLeaf = last;
            lastRole = role;
        }
        return last;
    }

    private DrfNode<C> found(String role, String framework) {
        DrfNode<C> node = root;
        int from = 0;
        for (int slash = role.indexOf('/'); slash >= 0; slash = role.indexOf('/', from)) {
            node = child(node, DrfNode.Kind.ROLE, role.substring(from, slash));
            from = slash + 1;
        }
        node = child(node, DrfNode.Kind.ROLE, role.substring(from));
        return child(child(node, DrfNode.Kind.OWN, DrfNode.OWN), DrfNode.Kind.FRAMEWORK, framework);
    }

    private DrfNode<C> child(DrfNode<C> parent, DrfNode.Kind kind, String name) {
        DrfNode<C> known = parent.children().get(name);
        if (known == null) {
            known = new DrfNode<>(kind, name, parent);
            parent.children().put(name, known);
        }
        return known;
    }

    private void prune(DrfNode<C> leaf) {
        for (DrfNode<C> node = leaf; node != null && node != root && node.isBlank(); node = node.parent()) {
            node.remove();
            lastLeaf = null;
        }
    }

    /**
     * The roles with active frameworks, in the order of their turns. What is allocated and released meanwhile must wait until the walk is over: it changes
     * the order.
     */
    public Iterable<RoleTurn<C>> turns() {
        if (stale) {
            sort(root);
            stale = false;
        }
        return root.active() == 1 ? alone() : Turns::new;
    }

    /** The only active framework in a role; nothing if there are others, or none. */
    public Optional<C> only() {
        return root.active() == 1
                ? Optional.of(turns().iterator().next().frameworks().iterator().next())
                : Optional.empty();
    }

    /** The turn of the only active framework, as a driver has one, which nothing but what {@link #set} and {@link #leave} do changes. */
    private List<RoleTurn<C>> alone() {
        List<RoleTurn<C>> kept = alone;
        if (kept == null) {
            RoleTurn<C> turn = new Turns().next();
            List<C> only = new ArrayList<>(1);
            turn.frameworks().forEach(only::add);
            kept = List.of(new RoleTurn<>(turn.role(), List.copyOf(only)));
            alone = kept;
        }
        return kept;
    }

    private void sort(DrfNode<C> node) {
        node.order().clear();
        for (DrfNode<C> child : node.children().values()) {
            sort(child);
            child.takePlace(shares);
        }
    }

    /** Mostly roles have none below them. */
    private static final int DEPTH = 4;

    private final class Turns implements Iterator<RoleTurn<C>> {

        private final Deque<Iterator<DrfNode<C>>> open = new ArrayDeque<>(DEPTH);

        Turns() {
            open.push(root.order().iterator());
        }

        @Override
        public boolean hasNext() {
            while (!open.isEmpty() && !open.peek().hasNext()) {
                open.pop();
            }
            return !open.isEmpty();
        }

        @Override
        public RoleTurn<C> next() {
            while (hasNext()) {
                DrfNode<C> node = open.peek().next();
                DrfNode<C> role = node.parent();
                if (node.kind() == DrfNode.Kind.OWN && role != null) {
                    return new RoleTurn<>(role.path(), () -> clients(node));
                }
                open.push(node.order().iterator());
            }
            throw new NoSuchElementException();
        }
    }

    private static <C> Iterator<C> clients(DrfNode<C> own) {
        Iterator<DrfNode<C>> leaves = own.order().iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return leaves.hasNext();
            }

            @Override
            public C next() {
                return Objects.requireNonNull(leaves.next().client());
            }
        };
    }
}
