package dev.isthmus.testkit.ecs.account;

import java.util.HexFormat;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;

/** Generated ids, a function of the seed alone. */
public final class EcsIds {
    private final SplittableRandom random;

    public EcsIds(long seed) {
        random = new SplittableRandom(seed);
    }

    /** 32 hexadecimal digits, as ECS names tasks and container instances. */
    public String hex() {
        HexFormat digits = HexFormat.of();
        return digits.toHexDigits(random.nextLong()) + digits.toHexDigits(random.nextLong());
    }

    public String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    public String ec2InstanceId() {
        return String.format(Locale.ROOT, "i-%017x", random.nextLong() >>> 1);
    }
}
