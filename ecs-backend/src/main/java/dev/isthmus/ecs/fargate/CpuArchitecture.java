package dev.isthmus.ecs.fargate;

import java.util.Locale;

/** What processors tasks run on; named as AWS names it in {@code runtimePlatform}. */
public enum CpuArchitecture {
    /** Of Intel and AMD, with 64 bits. */
    X86_64,
    /** Of ARM, with 64 bits. */
    ARM64;

    /** As ECS writes it in the attribute {@code ecs.cpu-architecture} of an instance. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
