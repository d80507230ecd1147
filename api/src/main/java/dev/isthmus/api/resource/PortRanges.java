package dev.isthmus.api.resource;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A set of ports, stored as ranges that are sorted, disjoint and coalesced, so that equal sets are equal values however they were given.
 * Overlapping and adjacent ranges are merged, as in Mesos: [4-6] and [7-8] is [4-8] (src/common/values.cpp, {@code coalesce}).
 *
 * @param ranges in any order; stored in normal form
 */
public record PortRanges(List<PortRange> ranges) implements Quantity {

    /** No port. */
    public static final PortRanges NONE = new PortRanges(List.of());

    /** Every port from 0 to 65535. */
    public static final PortRanges ALL = new PortRanges(List.of(new PortRange(0, PortRange.HIGHEST)));

    private static final Pattern PART = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

    /** Normalises the ranges. */
    public PortRanges {
        ranges = normalised(ranges);
    }

    /** The ports from first to last, both included. */
    public static PortRanges of(int first, int last) {
        return new PortRanges(List.of(new PortRange(first, last)));
    }

    /** Exactly these ports. */
    public static PortRanges ofPorts(Collection<Integer> ports) {
        return new PortRanges(
                ports.stream().map(port -> new PortRange(port, port)).toList());
    }

    /**
     * Reads {@code 80,443,31000-32000}, with or without square brackets around it; an empty text is no port.
     *
     * @throws IllegalArgumentException naming the part that is wrong
     */
    public static PortRanges parse(String text) {
        String bare = text.strip();
        if (bare.startsWith("[") && bare.endsWith("]")) {
            bare = bare.substring(1, bare.length() - 1).strip();
        }
        if (bare.isEmpty()) {
            return NONE;
        }
        List<PortRange> parsed = new ArrayList<>();
        for (String part : bare.split(",", -1)) {
            Matcher match = PART.matcher(part.strip());
            if (!match.matches()) {
                throw new IllegalArgumentException(
                        "'" + part.strip() + "' in '" + text + "' is no port or range: want 80 or 31000-32000");
            }
            int first = Integer.parseInt(match.group(1));
            parsed.add(new PortRange(first, match.group(2) == null ? first : Integer.parseInt(match.group(2))));
        }
        return new PortRanges(parsed);
    }

    private static List<PortRange> normalised(List<PortRange> given) {
        if (areNormalised(given)) {
            return List.copyOf(given);
        }
        List<PortRange> sorted = new ArrayList<>(given);
        sorted.sort((a, b) -> Integer.compare(a.first(), b.first()));
        List<PortRange> merged = new ArrayList<>();
        for (PortRange next : sorted) {
            PortRange previous = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (previous != null && next.first() <= previous.last() + 1) {
                merged.set(merged.size() - 1, new PortRange(previous.first(), Math.max(previous.last(), next.last())));
            } else {
                merged.add(next);
            }
        }
        return List.copyOf(merged);
    }

    private static boolean areNormalised(List<PortRange> given) {
        for (int i = 1; i < given.size(); i++) {
            if (given.get(i).first() <= given.get(i - 1).last() + 1) {
                return false;
            }
        }
        return true;
    }

    /** How many ports it holds, from 0 to 65536. */
    public int count() {
        int count = 0;
        for (int i = 0; i < ranges.size(); i++) {
            count += ranges.get(i).size();
        }
        return count;
    }

    @Override
    public <R> R fold(
            Function<? super Amount, ? extends R> amount,
            Function<? super PortRanges, ? extends R> ports,
            Function<? super Items, ? extends R> items) {
        return ports.apply(this);
    }

    @Override
    public boolean isZero() {
        return ranges.isEmpty();
    }

    @Override
    public String type() {
        return "ranges";
    }

    /** Whether this port is in it. */
    public boolean contains(int port) {
        return ranges.stream().anyMatch(range -> range.first() <= port && port <= range.last());
    }

    /** Whether every port of {@code other} is in it. */
    public boolean containsAll(PortRanges other) {
        // Ranges are coalesced, so that each of the other's is within one of these.
        int here = 0;
        for (int there = 0; there < other.ranges.size(); there++) {
            PortRange wanted = other.ranges.get(there);
            while (here < ranges.size() && ranges.get(here).last() < wanted.first()) {
                here++;
            }
            if (here == ranges.size()
                    || ranges.get(here).first() > wanted.first()
                    || ranges.get(here).last() < wanted.last()) {
                return false;
            }
        }
        return true;
    }

    /** Every port, in ascending order. */
    public IntStream ports() {
        return ranges.stream().flatMapToInt(range -> IntStream.rangeClosed(range.first(), range.last()));
    }

    /** The ports in either. */
    public PortRanges union(PortRanges other) {
        List<PortRange> both = new ArrayList<>(ranges);
        both.addAll(other.ranges);
        return new PortRanges(both);
    }

    /** The ports in this but not in {@code other}, which need not be contained: [3-8] without [5-6] is [3-4], [7-8]. */
    public PortRanges without(PortRanges other) {
        List<PortRange> left = new ArrayList<>();
        int at = 0;
        for (PortRange range : ranges) {
            int first = range.first();
            while (at < other.ranges.size() && other.ranges.get(at).first() <= range.last()) {
                PortRange out = other.ranges.get(at);
                if (first < out.first()) {
                    left.add(new PortRange(first, out.first() - 1));
                }
                first = Math.max(first, out.last() + 1);
                if (out.last() > range.last()) {
                    // It may reach into the next range too.
                    break;
                }
                at++;
            }
            if (first <= range.last()) {
                left.add(new PortRange(first, range.last()));
            }
        }
        return new PortRanges(left);
    }

    /** The ports in both. */
    public PortRanges intersect(PortRanges other) {
        // Mostly one is within the other, and a value need not be made twice.
        if (other.containsAll(this)) {
            return this;
        }
        if (containsAll(other)) {
            return other;
        }
        List<PortRange> common = new ArrayList<>();
        int here = 0;
        int there = 0;
        while (here < ranges.size() && there < other.ranges.size()) {
            PortRange one = ranges.get(here);
            PortRange two = other.ranges.get(there);
            int first = Math.max(one.first(), two.first());
            int last = Math.min(one.last(), two.last());
            if (first <= last) {
                common.add(new PortRange(first, last));
            }
            if (one.last() < two.last()) {
                here++;
            } else {
                there++;
            }
        }
        return new PortRanges(common);
    }

    /** The lowest ports, at most so many; none if {@code limit} is zero or less. */
    public PortRanges lowest(int limit) {
        if (limit >= count()) {
            return this;
        }
        List<PortRange> kept = new ArrayList<>();
        int left = limit;
        for (PortRange range : ranges) {
            if (left <= 0) {
                break;
            }
            int size = Math.min(left, range.size());
            kept.add(new PortRange(range.first(), range.first() + size - 1));
            left -= size;
        }
        return new PortRanges(kept);
    }

    /** As Mesos writes ranges: {@code [80-80, 31000-32000]}. {@link #parse} reads it back. */
    @Override
    public String toString() {
        return ranges.stream().map(PortRange::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
