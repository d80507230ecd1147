package dev.isthmus.ecs.budget;

import com.google.common.base.Splitter;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.ecs.call.ThrottleBucket;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A request quota that AWS has raised for the account in the region, which it does on request (AWS Support). The API does not tell it.
 *
 * @param burst the capacity of the bucket, "burst rate" with AWS; not below what AWS grants everybody
 * @param perSecond its refill, "sustained rate" with AWS; not below what AWS grants everybody
 */
public record RaisedQuota(int burst, int perSecond) {

    /** What AWS has raised, by bucket; nothing unless it is set. */
    public static final Setting<Map<ThrottleBucket, RaisedQuota>> RAISED = new Setting<>(
            "ISTHMUS_BUDGET_RAISED",
            "Request quotas that AWS has raised for the account in the region, each with its burst and what it is refilled with a second: "
                    + "cluster-resource-modify=200/80. They are used while AWS throttles nothing.",
            "",
            RaisedQuota::parse);

    private static final int MOST = 100_000;

    private static final Pattern PART = Pattern.compile("([a-z-]+)\\s*=\\s*(\\d{1,6})/(\\d{1,6})");

    private static final String EXAMPLE = "cluster-resource-modify=200/80";

    /**
     * Parses {@code cluster-resource-modify=200/80;cluster-resource-read=200/40}, sorted by bucket.
     *
     * @throws IllegalArgumentException if the syntax is wrong, there is no such bucket, or it is less than AWS grants everybody
     */
    static Map<ThrottleBucket, RaisedQuota> parse(String text) {
        Map<ThrottleBucket, RaisedQuota> raised = new EnumMap<>(ThrottleBucket.class);
        for (String part : Splitter.on(';').trimResults().omitEmptyStrings().split(text)) {
            Matcher match = PART.matcher(part);
            if (!match.matches()) {
                throw new IllegalArgumentException("'" + part + "' is no quota: want " + EXAMPLE);
            }
            ThrottleBucket bucket = bucket(match.group(1));
            RaisedQuota quota = new RaisedQuota(Integer.parseInt(match.group(2)), Integer.parseInt(match.group(3)));
            if (quota.burst < bucket.burst() || quota.perSecond < bucket.perSecond()) {
                throw new IllegalArgumentException("'" + part + "' is below what AWS grants every account, "
                        + bucket.burst() + "/" + bucket.perSecond()
                        + ": to use less, set ISTHMUS_BUDGET_PERCENT");
            }
            if (raised.put(bucket, quota) != null) {
                throw new IllegalArgumentException(bucket.awsName() + " is there twice");
            }
        }
        return Collections.unmodifiableMap(raised);
    }

    /** Refuses what is no quota. */
    public RaisedQuota {
        if (burst < 1 || perSecond < 1 || burst > MOST || perSecond > MOST) {
            throw new IllegalArgumentException(burst + "/" + perSecond + ": want numbers from 1 to " + MOST);
        }
    }

    private static ThrottleBucket bucket(String name) {
        List<ThrottleBucket> all = Arrays.asList(ThrottleBucket.values());
        Optional<ThrottleBucket> named =
                all.stream().filter(bucket -> bucket.awsName().equals(name)).findFirst();
        return named.orElseThrow(() -> new IllegalArgumentException("there is no quota " + name + ": want one of "
                + all.stream().map(ThrottleBucket::awsName).collect(Collectors.joining(", "))));
    }
}
