package dev.isthmus.driver.architecture;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The code of the pure cores: of what decides and has no threads, locks, clocks and I/O, in all modules. */
final class CoreSources {

    /** Of what is in these packages, all but the rims named next. */
    private static final Pattern CORES = Pattern.compile(
            "api/dev/isthmus/api/(failure|identity|inventory|journal|launch|resource|settings|task|translation)/.*"
                    + "|translators/dev/isthmus/translators/.*"
                    + "|mesos-frontend/dev/isthmus/mesos/(allocator|framework|machine|offer|resource|status|task)/.*"
                    + "|driver/client/dev/isthmus/driver/client/(leader|machine|wire)/.*"
                    + "|master/dev/isthmus/master/(api|election|evolve|gate|life|message|metric|page|recordio|role|serving|subscription|translation|watch)/.*"
                    + "|master/pages/dev/isthmus/master/(http|json|operator|snapshot)/.*"
                    + "|ecs-backend/dev/isthmus/ecs/(budget|call|definition|docker|engine|event|fargate|fetch|growth|host|inventory|launch|plan|registration|rules|step|stop|tail|task|view)/.*"
                    + "|operator/dev/isthmus/operator/reap/verdict/.*"
                    + "|testkit/fake-ecs/dev/isthmus/testkit/ecs/(account|budget|cluster|control|definition|fault|operation|placement|query|state)/.*");

    /** How EC2 and ZooKeeper are asked, beside what decides what they are asked for. */
    private static final Pattern RIMS = Pattern.compile(
            ".*/ecs/host/(Ec2Client|Ec2Lookup|Ec2Xml)\\.java|.*/master/election/ZooKeeperElection\\.java"
                    + "|.*/driver/client/leader/(LeaderWatch|PlainClientConfig)\\.java"
                    + "|.*/master/page/PageFiles\\.java");

    private CoreSources() {}

    /** Whether a class, of the outermost, is of the backend's cores. */
    static boolean isOfBackend(String name) {
        String file = "ecs-backend/" + name.replace('.', '/') + ".java";
        return CORES.matcher(file).matches() && !RIMS.matcher(file).matches();
    }

    /** Without comments and texts; each under its last package and its name, as in {@code offer/OfferLedger}. */
    static Map<String, String> texts() throws IOException {
        Map<String, String> cores = new TreeMap<>();
        MainSources.texts().forEach((file, source) -> {
            if (CORES.matcher(file).matches() && !RIMS.matcher(file).matches()) {
                cores.merge(
                        file.replaceFirst(".*/(\\w+/[\\w-]+)\\.java$", "$1"),
                        MainSources.code(source),
                        (one, other) -> one + other);
            }
        });
        return cores;
    }
}
