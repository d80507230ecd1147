package dev.isthmus.driver.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The cores have no thread, lock, clock, chance, I/O or logger: all that is injected at the rim. Read from the sources, as the byte code shows no
 * {@code synchronized} block.
 */
class PureCoresTest {

    private static final Map<String, Pattern> FORBIDDEN = forbidden();

    /** What has its reason to stay. */
    private static final Map<String, Set<String>> BY_DESIGN = Map.of(
            // The two SPIs answer later, and each caller chooses the thread.
            "concurrent", Set.of("journal/Journal", "launch/TaskLauncher"),
            // A volatile field, so that any thread sees whole what another has read; it is replaced and never changed.
            "lock", Set.of("settings/Settings"),
            "I/O",
                    Set.of(
                            // Says in words what is wrong with a file; opens none.
                            "failure/FileProblem",
                            // Where settings come from: called once, by who opens a driver.
                            "settings/Settings",
                            // A script that lies beside the class, read once.
                            "fetch/FetchScript",
                            // Reads a text that it is given; Jackson declares what a stream may throw.
                            "json/JsonTree"));

    private static Map<String, Pattern> forbidden() {
        Map<String, String> forbidden = new LinkedHashMap<>();
        forbidden.put(
                "thread",
                "\\b(?:Thread|ThreadLocal|ThreadGroup|ProcessBuilder|ProcessHandle|Runtime|java\\.util\\.Timer)\\b");
        forbidden.put("lock", "\\b(?:synchronized|volatile|notify|notifyAll)\\b");
        forbidden.put("concurrent", "\\bjava\\.util\\.concurrent\\b|\\bparallel(?:Stream)?\\(");
        forbidden.put(
                "clock",
                "\\b(?:currentTimeMillis|Clock)\\b|\\bSystem\\.nanoTime\\b|\\b(?:Instant|LocalDate|LocalTime|LocalDateTime|ZonedDateTime|OffsetDateTime)(?:\\.|::)now\\b");
        forbidden.put(
                "chance",
                "\\b(?:SecureRandom|ThreadLocalRandom|randomUUID|identityHashCode)\\b|\\bMath(?:\\.|::)random\\b|\\bnew (?:Splittable)?Random\\(\\)");
        forbidden.put(
                "I/O",
                "\\bjava\\.io\\.(?!Serializable|ByteArray)|\\bjava\\.nio\\.(?:file|channels)\\b|\\bjava\\.net\\.(?!URI\\b|URISyntax|URLDecoder|URLEncoder)"
                        + "|\\bSystem\\.(?:getenv|getProperty|getProperties|in|out|err|exit)\\b|\\bgetResource(?:AsStream)?\\(");
        forbidden.put("logger", "\\borg\\.slf4j\\b|\\bjava\\.util\\.logging\\b|\\bSystem\\.Logger\\b|\\bgetLogger\\(");
        Map<String, Pattern> compiled = new LinkedHashMap<>();
        forbidden.forEach((what, pattern) -> compiled.put(what, Pattern.compile(pattern)));
        return compiled;
    }

    @Test
    void no_core_has_a_thread_a_lock_a_clock_chance_i_o_or_a_logger() throws IOException {
        Map<String, String> cores = CoreSources.texts();
        assertThat(cores)
                .containsKeys(
                        "machine/FrameworkMachine",
                        "machine/MasterMachine",
                        "allocator/HierarchicalAllocator",
                        "engine/EcsEngine",
                        "request/StartRequests",
                        "host/AgentAddressResolver",
                        "state/ClusterState",
                        "fault/Fault",
                        "gate/SchedulerGate",
                        "subscription/Subscriptions",
                        "json/JsonTree",
                        "recordio/RecordDecoder",
                        "machine/ClientMachine",
                        "wire/SchedulerEvent",
                        "evolve/Evolution",
                        "resource/Resources",
                        "translators/EcsTranslator");
        SortedMap<String, SortedSet<String>> excepted = new TreeMap<>();
        BY_DESIGN.forEach((what, files) -> excepted.put(what, new TreeSet<>(files)));
        assertThat(found(cores))
                .as("what cores have that only a shell may have; an exception that is not needed leaves its list")
                .isEqualTo(excepted);
    }

    @Test
    void what_is_planted_is_found_and_what_is_pure_is_not() {
        Map<String, String> planted = new LinkedHashMap<>();
        planted.put("thread", "Thread.currentThread().getName()");
        planted.put("lock", "synchronized (this) { count++; }");
        planted.put("concurrent", "import java.util.concurrent.CompletableFuture;");
        planted.put("clock", "Supplier<Instant> now = Instant::now;");
        planted.put("chance", "Supplier<UUID> ids = UUID::randomUUID;");
        planted.put("I/O", "import java.nio.file.Files;");
        planted.put("logger", "import org.slf4j.Logger;");
        assertThat(planted.keySet()).isEqualTo(FORBIDDEN.keySet());
        planted.forEach((what, code) ->
                assertThat(found(Map.of("planted/One", code))).isEqualTo(Map.of(what, Set.of("planted/One"))));
        assertThat(
                        found(
                                Map.of(
                                        "planted/One",
                                        MainSources.code(
                                                "import java.net.URI; /* Thread */ Random chance = new Random(seed); text(\"synchronized\");"))))
                .isEmpty();
    }

    private static SortedMap<String, SortedSet<String>> found(Map<String, String> cores) {
        SortedMap<String, SortedSet<String>> found = new TreeMap<>();
        cores.forEach((file, code) -> FORBIDDEN.forEach((what, pattern) -> {
            if (pattern.matcher(code).find()) {
                found.computeIfAbsent(what, none -> new TreeSet<>()).add(file);
            }
        }));
        return found;
    }
}
