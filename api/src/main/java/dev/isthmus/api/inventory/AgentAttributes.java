package dev.isthmus.api.inventory;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of an agent, by name: an unmodifiable map without nulls. A cluster has thousands of agents of a few kinds, and whoever tells of an agent has more
 * than one object for it: a map that is one of these already is kept as it is, and need not be copied.
 */
@SuppressWarnings("JdkObsolete") // It is what Agent shows of its attributes.
public final class AgentAttributes extends AbstractMap<String, String> implements SortedMap<String, String> {

    /** No attributes. */
    public static final AgentAttributes NONE = new AgentAttributes(Map.of());

    private final SortedMap<String, String> byName;

    /** 0 until it is asked for; computed by each thread that finds it so. */
    private int hash;

    private AgentAttributes(Map<String, String> attributes) {
        this.byName = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    /** These attributes; the same object if they are one of this kind. */
    public static AgentAttributes of(Map<String, String> attributes) {
        return attributes instanceof AgentAttributes already ? already : new AgentAttributes(attributes);
    }

    @Override
    public @Nullable String get(@Nullable Object name) {
        return name instanceof String text ? byName.get(text) : null;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
        return byName.entrySet();
    }

    @Override
    public @Nullable Comparator<? super String> comparator() {
        return null;
    }

    @Override
    public SortedMap<String, String> subMap(String from, String to) {
        return byName.subMap(from, to);
    }

    @Override
    public SortedMap<String, String> headMap(String to) {
        return byName.headMap(to);
    }

    @Override
    public SortedMap<String, String> tailMap(String from) {
        return byName.tailMap(from);
    }

    @Override
    public String firstKey() {
        return byName.firstKey();
    }

    @Override
    public String lastKey() {
        return byName.lastKey();
    }

    /** As of any map. What was read twice is compared at each look: two of this kind are walked side by side, and nothing is looked up. */
    @Override
    public boolean equals(@Nullable Object other) {
        if (other == this) {
            return true;
        }
        if (!(other instanceof AgentAttributes those)) {
            return super.equals(other);
        }
        return byName.size() == those.byName.size() && isSame(those);
    }

    private boolean isSame(AgentAttributes those) {
        Iterator<Map.Entry<String, String>> there = those.byName.entrySet().iterator();
        for (Map.Entry<String, String> here : byName.entrySet()) {
            Map.Entry<String, String> next = there.next();
            if (!here.getKey().equals(next.getKey()) || !here.getValue().equals(next.getValue())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int known = hash;
        if (known == 0) {
            known = super.hashCode();
            hash = known;
        }
        return known;
    }
}
