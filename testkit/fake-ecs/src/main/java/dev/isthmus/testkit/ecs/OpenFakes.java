package dev.isthmus.testkit.ecs;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The fakes of this JVM that have been started and not been closed, for those who look for leaks. */
final class OpenFakes {
    private static final Map<FakeEcs, Opening> OPEN = new ConcurrentHashMap<>();
    private static final AtomicLong STARTED = new AtomicLong();
    /** Who starts a fake for somebody else. */
    private static final Set<String> STARTERS = Set.of("FakeEcs", "OpenFakes", "Scenario", "FakeEcsExtension");

    private record Opening(long number, String where) {}

    private OpenFakes() {}

    static void opened(FakeEcs fake) {
        OPEN.put(fake, new Opening(STARTED.incrementAndGet(), caller()));
    }

    static void closed(FakeEcs fake) {
        OPEN.remove(fake);
    }

    static List<FakeEcs> all() {
        return OPEN.entrySet().stream()
                .sorted(Comparator.comparingLong(entry -> entry.getValue().number))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Where in the code it was started. */
    static String where(FakeEcs fake) {
        Opening opening = OPEN.get(fake);
        return opening == null ? "closed" : "started at " + opening.where;
    }

    private static String caller() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.filter(frame ->
                                !STARTERS.contains(frame.getDeclaringClass().getSimpleName()))
                        .findFirst()
                        .map(Object::toString)
                        .orElse("?"));
    }
}
