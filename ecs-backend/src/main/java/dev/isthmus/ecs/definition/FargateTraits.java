package dev.isthmus.ecs.definition;

import dev.isthmus.ecs.fargate.CpuArchitecture;
import java.util.List;
import java.util.Optional;

/**
 * What a task definition for Fargate says beside what every definition does. Its CPUs and memory are those of the least size, and each task brings its own
 * (ADR 49).
 *
 * @param architecture of the processors
 * @param executionRole the ARN of the role with which ECS pulls images and writes logs
 */
public record FargateTraits(CpuArchitecture architecture, Optional<String> executionRole) {

    /** All of it as a list of words. Traits are equal if and only if their words are. */
    List<String> words() {
        return executionRole
                .map(role -> List.of(architecture.name(), role))
                .orElseGet(() -> List.of(architecture.name()));
    }
}
