package dev.isthmus.driver.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What differs from run to run, or outlives a driver that is dropped, is in few places, and each has its name here: clocks and chance are asked at
 * rims, and hardly anything is kept in a static field. An entry that is no longer needed fails.
 */
class RimsTest {

    /** What is measured, and what is not ours, is not looked at. */
    private static final Pattern ELSEWHERE = Pattern.compile("(?:benchmarks|frameworks|samples)/.*");

    private static final Pattern CLOCK = Pattern.compile(
            "\\bSystem(?:\\.|::)(?:currentTimeMillis|nanoTime)\\b|\\b(?:Instant|LocalDate|LocalTime|LocalDateTime|ZonedDateTime|OffsetDateTime)(?:\\.|::)now\\b"
                    + "|\\bClock(?:\\.|::)system\\w*");

    private static final Pattern CHANCE = Pattern.compile(
            "\\b(?:new SecureRandom|ThreadLocalRandom|randomUUID)\\b|\\bMath(?:\\.|::)random\\b|\\bnew (?:Splittable)?Random\\(\\)");

    private static final Pattern VARIABLE = Pattern.compile(
            "\\bstatic (?!final\\b|class\\b|record\\b|interface\\b|enum\\b|abstract\\b|sealed\\b|non-sealed\\b)(?:volatile |transient |@\\w+ )*"
                    + "[\\w.]+(?:<[^;=(){}]*>)?(?:\\[\\])* (\\w+)\\s*(?:;|=[^=])");

    private static final Pattern CONTENT = Pattern.compile(
            "\\bstatic final (?:@\\w+ )*[\\w.]+(?:<[^;=(){}]*>)?(?:\\[\\])* (\\w+)\\s*=\\s*"
                    + "(?:new (?:(?:Concurrent|CopyOnWrite)\\w+|(?:Linked|Identity|Weak)?Hash(?:Map|Set)|Tree(?:Map|Set)|ArrayList|ArrayDeque|LinkedList"
                    + "|PriorityQueue|Atomic\\w+|LongAdder|\\w*Random|ThreadLocal|Timer|EnumMap|StringBuilder|ShutdownDrain)\\b|ThreadLocal\\.|Executors\\.|ConcurrentHashMap\\.)");

    private static final Set<String> CLOCKS = Set.of(
            // Of the backend, the frontend and the journals: waiting for an answer, and the clocks that their cores are
            // given.
            "zookeeper/Gate",
            "zookeeper/ZooKeeperSession",
            "client/ShutdownDrain",
            "client/ThinDriverThread",
            "http/CallSender",
            "ecs/ListenerGate",
            "ecs/NetworkAccess",
            "sdk/SdkCaller",
            "time/SteadyTime",
            "zookeeper/EndedZnodes",
            "znode/AwaitedAnswers",
            "zookeeper/ZooKeeperJournal",
            "zookeeper/ZooKeeperJournalProvider",
            "journal/EndedJournals",
            "journal/FileJournal",
            "journal/JournalLock",
            "journal/LockClaim",
            // Of tests.
            "contract/ClusterTime",
            "memory/Outlet",
            "ecs/CallLog",
            "ecs/FakeTime",
            "ecs/ModelShell",
            "runtime/ScriptedContainers",
            "time/ManualClock",
            // Shows the time of day.
            "server/TaskTable");

    private static final Set<String> CHANCES = Set.of(
            // The ids of the framework's own store, of which each is written once.
            "state/Entry",
            "state/StateInMemory",
            "state/StateInZooKeeper",
            // What tells one process that holds a journal from another.
            "zookeeper/Opening",
            "journal/EpochFile",
            // When a driver that has lost its master tries again.
            "client/ThinDriverParts",
            // Where nobody gives the frontend its uuids, and where the master gets its own.
            "mesos/FrontendOptions",
            "main/MasterCommand");

    private static final Map<String, Set<String>> STATICS = Map.of(
            "of the JVM: a hook for each kind of driver, one class path",
            Set.of(
                    "driver/BundledDriver DRAIN",
                    "client/ThinDriver DRAIN",
                    "mesos/MesosNativeLibrary bundle",
                    "agent/AgentBundle jar",
                    "agent/AgentBundle more"),
            "of the process, which holds a journal once",
            Set.of("journal/JournalLock OPEN", "journal/LockFile LEFT_OPEN"),
            "of tests: what is left open, what has been checked",
            Set.of(
                    "ecs/OpenFakes OPEN",
                    "ecs/OpenFakes STARTED",
                    "contract/HeldRules TALLIES",
                    "journal/ExaminedJournal CALLING"),
            "of a build: the class loaders that its compilations share",
            Set.of("build/SharedLoaders LOADERS"),
            "tables that are filled once and say the same in each run",
            Set.of(
                    "message/FrameworkMesos BROUGHT",
                    "zookeeper/ClientZnodes COMMON",
                    "operation/Operations BY_NAME",
                    "client/SdkAnswers BUILDERS",
                    "account/AccountSettings INITIAL",
                    "scenario/EventParser EVENTS",
                    "scenario/EventParser KEYS",
                    "scenario/FaultParser PLAIN",
                    "scenario/FaultParser WITH_VALUE",
                    "wire/EnumMembers KNOWN",
                    "wire/NestedMembers KNOWN",
                    "wire/RequiredMembers BY_CLASS",
                    "wire/RequiredMembers BY_SHAPE"));

    @Test
    void clocks_are_asked_at_named_rims_only() throws IOException {
        assertThat(files(CLOCK)).isEqualTo(CLOCKS);
    }

    @Test
    void chance_is_asked_at_named_rims_only() throws IOException {
        assertThat(files(CHANCE)).isEqualTo(CHANCES);
    }

    @Test
    void hardly_anything_outlives_what_has_been_dropped() throws IOException {
        Set<String> named = new TreeSet<>();
        STATICS.values().forEach(named::addAll);
        Set<String> found = new TreeSet<>();
        sources().forEach((file, code) -> fields(code).forEach(field -> found.add(file + " " + field)));
        assertThat(found).isEqualTo(named);
    }

    @Test
    void what_is_planted_is_found_and_a_constant_is_not() {
        assertThat(CLOCK.matcher("Supplier<Instant> now = Instant::now;").find())
                .isTrue();
        assertThat(CLOCK.matcher("long then = System.nanoTime();").find()).isTrue();
        assertThat(CLOCK.matcher("long then = clock.nanoTime();").find()).isFalse();
        assertThat(CHANCE.matcher("UUID.randomUUID()").find()).isTrue();
        assertThat(CHANCE.matcher("new Random()").find()).isTrue();
        assertThat(CHANCE.matcher("new Random(seed)").find()).isFalse();
        assertThat(fields("private static int count;")).containsExactly("count");
        assertThat(fields("static volatile @Nullable String last = null;")).containsExactly("last");
        assertThat(fields("static final Map<String, List<One>> ALL = new ConcurrentHashMap<>();"))
                .containsExactly("ALL");
        assertThat(fields("private static final AtomicLong NEXT = new AtomicLong();"))
                .containsExactly("NEXT");
        assertThat(fields("""
                        import static dev.isthmus.api.One.two;
                        static final Set<String> NAMES = Set.of(a, b);
                        static final class Builder {
                            private final List<String> names = new ArrayList<>();
                        }
                        static int count(int more) { int all = more; return all; }
                        """)).isEmpty();
    }

    private static Set<String> fields(String code) {
        Set<String> fields = new TreeSet<>();
        for (Pattern kind : List.of(VARIABLE, CONTENT)) {
            kind.matcher(code).results().forEach(field -> fields.add(field.group(1)));
        }
        return fields;
    }

    private static Set<String> files(Pattern pattern) throws IOException {
        Set<String> files = new TreeSet<>();
        sources().forEach((file, code) -> {
            if (pattern.matcher(code).find()) {
                files.add(file);
            }
        });
        return files;
    }

    /** The code of all modules; each under its last package and its name. */
    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        MainSources.texts().forEach((file, source) -> {
            if (!ELSEWHERE.matcher(file).matches()) {
                sources.merge(
                        file.replaceFirst(".*/(\\w+/[\\w-]+)\\.java$", "$1"),
                        MainSources.code(source),
                        (one, other) -> one + other);
            }
        });
        return sources;
    }
}
