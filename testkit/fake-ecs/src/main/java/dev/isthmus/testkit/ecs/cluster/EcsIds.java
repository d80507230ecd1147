package dev.isthmus.testkit.ecs.cluster;

import java.util.SplittableRandom;
import java.util.UUID;

/** Generated ids, a function of the seed alone. */
final class EcsIds {
    private final SplittableRandom random;

    EcsIds(long seed) {
        random = new SplittableRandom(seed);
    }

    /** 32 hexadecimal digits, as ECS names tasks and container instances. */
    String hex() {
        return String.format("%016x%016x", random.nextLong(), random.nextLong());
    }

    String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    String ec2InstanceId() {
        return String.format("i-%017x", random.nextLong() >>> 1);
    }
}
