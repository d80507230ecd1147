package dev.isthmus.ecs.fargate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What processors tasks run on; named as AWS names it in {@code runtimePlatform}. */
public enum CpuArchitecture {
    /** Of Intel and AMD, with 64 bits. */
    X86_64,
    /** Of ARM, with 64 bits. */
    ARM64;

    /** The attribute in which instances say it. */
    public static final String ATTRIBUTE = "ecs.cpu-architecture";

    /** That of this word, if there is one. */
    public static Optional<CpuArchitecture> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    /** As ECS writes it in the attribute {@code ecs.cpu-architecture} of an instance. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
