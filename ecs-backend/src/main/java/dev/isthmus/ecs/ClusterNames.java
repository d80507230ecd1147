package dev.isthmus.ecs;

import dev.isthmus.api.backend.MasterMeaning;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses names of clusters: {@code ecs://name} or an ARN in the master argument of a driver, a name or an ARN in the settings. */
final class ClusterNames {

    private static final String SCHEME = "ecs://";

    private static final String WANTED =
            "want ecs://<name of the cluster> (letters, digits, hyphens and underscores) or the cluster's ARN,"
                    + " arn:aws:ecs:<region>:<account>:cluster/<name>";

    /** Names as CreateCluster takes them: letters, digits, hyphens and underscores, at most 255. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");

    private static final Pattern BY_NAME = Pattern.compile(SCHEME + "(" + NAME + ")/?");

    private static final Pattern BY_ARN = Pattern.compile("arn:aws[a-z-]*:ecs:[a-z0-9-]+:\\d{12}:cluster/" + NAME);

    /** Spark takes this off before the driver sees the rest; who gives it to another framework means the same. */
    private static final String SPARKS = "mesos://";

    private static final Pattern SCHEMED = Pattern.compile("([a-z0-9]+):/.*", Pattern.DOTALL);

    /** What was meant, where all that is wrong is what stands before the name. */
    private static final Pattern LOOSE =
            Pattern.compile("(?:" + SPARKS + ")?[a-z0-9]+(?::|/)\\s*/*\\s*(" + NAME + ")/*", Pattern.CASE_INSENSITIVE);

    private ClusterNames() {}

    /** What a master argument means to this backend. */
    static MasterMeaning meaningOf(String master) {
        String text = master.strip();
        Matcher name = BY_NAME.matcher(text);
        if (name.matches()) {
            return new MasterMeaning.Cluster(Map.of(EcsSettings.CLUSTER, name.group(1)));
        }
        if (BY_ARN.matcher(text).matches()) {
            return new MasterMeaning.Cluster(Map.of(EcsSettings.CLUSTER, text));
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (!isNearMiss(lower)) {
            return new MasterMeaning.Foreign(WANTED, Optional.of(EcsSettings.CLUSTER));
        }
        Matcher loose = LOOSE.matcher(text);
        return new MasterMeaning.Mistake(
                WANTED + (loose.matches() ? "; " + SCHEME + loose.group(1) + ", perhaps" : ""));
    }

    /** Parses the setting of the cluster. */
    static String cluster(String text) {
        if (NAME.matcher(text).matches() || BY_ARN.matcher(text).matches()) {
            return text;
        }
        throw new IllegalArgumentException(
                "want the cluster's name (letters, digits, hyphens and underscores) or its ARN,"
                        + " arn:aws:ecs:<region>:<account>:cluster/<name>");
    }

    private static boolean isNearMiss(String lower) {
        String bare = lower.startsWith(SPARKS) ? lower.substring(SPARKS.length()) : lower;
        Matcher schemed = SCHEMED.matcher(bare);
        return bare.equals("ecs")
                || bare.startsWith("ecs:")
                || bare.startsWith("ecs/")
                || bare.startsWith("arn:")
                || (schemed.matches() && isMisspelt(schemed.group(1)));
    }

    /** One letter too many, too few, wrong, or two exchanged. */
    private static boolean isMisspelt(String scheme) {
        String right = "ecs";
        if (List.of("ces", "esc").contains(scheme)) {
            return true;
        }
        int same = 0;
        int most = Math.min(scheme.length(), right.length());
        while (same < most && scheme.charAt(same) == right.charAt(same)) {
            same++;
        }
        int end = 0;
        while (end < most - same
                && scheme.charAt(scheme.length() - 1 - end) == right.charAt(right.length() - 1 - end)) {
            end++;
        }
        return Math.max(scheme.length(), right.length()) - same - end <= 1;
    }
}
