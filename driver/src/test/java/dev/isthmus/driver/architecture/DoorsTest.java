package dev.isthmus.driver.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The driver and the master are two doors of one house and do not know each other. Read from the sources: the master is built beside the driver, not
 * before it. What the driver's own modules may know, {@link ModuleDependencyRules} says.
 */
class DoorsTest {

    private static final Pattern MASTER = Pattern.compile("master/(?:pages/)?dev/isthmus/master/.*");

    /** The other door, and what is not ours under its own name: the master has copies. */
    private static final Pattern OF_THE_DRIVER = Pattern.compile(
            "\\bdev\\.isthmus\\.(?:driver|agent|cli)\\b|\\borg\\.apache\\.mesos\\b|\\bcom\\.google\\.protobuf\\b");

    private static final Pattern OF_THE_MASTER = Pattern.compile("\\bdev\\.isthmus\\.master\\b");

    /** ADR 43: a driver shows what a master shows, which stands apart from the master, and knows nothing of it. */
    private static final Pattern PAGES = Pattern.compile("master/pages/.*");

    private static final Pattern DRIVER = Pattern.compile("driver/dev/isthmus/driver/.*");

    private static final Pattern OF_ALL_BUT_PAGES =
            Pattern.compile("\\bdev\\.isthmus\\.master\\b(?!\\.(?:access|http|json|operator|shared|snapshot)\\b)");

    /** What decides what a request is answered, or how a message is written, needs nothing but messages. */
    private static final Pattern CORE =
            Pattern.compile("master/(?:pages/)?dev/isthmus/master/(?:evolve|gate|http|json|recordio)/.*");

    private static final Pattern OF_PARTS = Pattern.compile(
            "\\bdev\\.isthmus\\.(?!master\\b|mesos\\.messages\\b|mesos\\.protobuf\\b)\\w+|\\bsoftware\\.amazon\\b");

    /** ADR 30: whoever stands behind the server can be asked without one. */
    private static final Pattern RIM = Pattern.compile("master/dev/isthmus/master/server/.*");

    private static final Pattern OF_THE_RIM = Pattern.compile("\\bio\\.netty\\b");

    @Test
    void the_driver_and_the_master_do_not_know_each_other() throws IOException {
        Map<String, String> sources = MainSources.texts();
        assertThat(sources.keySet()).anyMatch(file -> MASTER.matcher(file).matches());
        assertThat(strangers(sources)).isEmpty();
    }

    @Test
    void what_is_planted_is_found() {
        Map<String, String> planted = new LinkedHashMap<>();
        planted.put("master/dev/isthmus/master/One.java", "import dev.isthmus.driver.BundledDriver;");
        planted.put("master/dev/isthmus/master/Two.java", "import com.google.protobuf.Message;");
        planted.put("master/dev/isthmus/master/gate/Three.java", "import dev.isthmus.ecs.EcsSettings;");
        planted.put("driver/dev/isthmus/driver/Four.java", "dev.isthmus.master.gate.Routes routes;");
        planted.put("driver/dev/isthmus/driver/Ten.java", "import dev.isthmus.master.http.Routes;");
        planted.put("driver/client/dev/isthmus/driver/Eleven.java", "import dev.isthmus.master.http.Routes;");
        planted.put("master/pages/dev/isthmus/master/http/Twelve.java", "import dev.isthmus.master.gate.Refusal;");
        planted.put("master/pages/dev/isthmus/master/http/Thirteen.java", "import dev.isthmus.master.json.JsonText;");
        planted.put("operator/dev/isthmus/operator/Eight.java", "import dev.isthmus.driver.BundledDriver;");
        planted.put("operator/dev/isthmus/operator/Nine.java", "import dev.isthmus.master.json.MesosJson;");
        planted.put("master/dev/isthmus/master/Six.java", "import io.netty.channel.Channel;");
        planted.put("master/dev/isthmus/master/server/Seven.java", "import io.netty.channel.Channel;");
        planted.put(
                "master/dev/isthmus/master/gate/Five.java",
                "import dev.isthmus.mesos.messages.Protos; // dev.isthmus.driver");
        assertThat(strangers(planted))
                .containsExactly(
                        "driver/client/dev/isthmus/driver/Eleven.java",
                        "driver/dev/isthmus/driver/Four.java",
                        "master/dev/isthmus/master/One.java",
                        "master/dev/isthmus/master/Six.java",
                        "master/dev/isthmus/master/Two.java",
                        "master/dev/isthmus/master/gate/Three.java",
                        "master/pages/dev/isthmus/master/http/Twelve.java",
                        "operator/dev/isthmus/operator/Eight.java");
    }

    /** It stands where the master does, and uses its JSON (ADR 41). */
    private static final String OPERATOR = "operator/";

    /** They put a load on both, as clients do. */
    private static final String BENCHMARKS = "benchmarks/";

    /** Its worlds are of drivers, or of a master. */
    private static final String SIMULATION = "testkit/simulation/";

    private static SortedSet<String> strangers(Map<String, String> sources) {
        SortedSet<String> found = new TreeSet<>();
        sources.forEach((file, source) -> {
            if (file.startsWith(BENCHMARKS) || file.startsWith(SIMULATION)) {
                return;
            }
            String code = MainSources.code(source);
            if (strangersOf(file).stream()
                            .anyMatch(stranger -> stranger.matcher(code).find())
                    || (CORE.matcher(file).matches() && OF_PARTS.matcher(code).find())
                    || (!RIM.matcher(file).matches() && OF_THE_RIM.matcher(code).find())) {
                found.add(file);
            }
        });
        return found;
    }

    private static List<Pattern> strangersOf(String file) {
        if (PAGES.matcher(file).matches()) {
            return List.of(OF_THE_DRIVER, OF_ALL_BUT_PAGES);
        }
        if (MASTER.matcher(file).matches() || file.startsWith(OPERATOR)) {
            return List.of(OF_THE_DRIVER);
        }
        return List.of(DRIVER.matcher(file).matches() ? OF_ALL_BUT_PAGES : OF_THE_MASTER);
    }
}
