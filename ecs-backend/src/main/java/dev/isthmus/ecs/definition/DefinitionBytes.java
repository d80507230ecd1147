package dev.isthmus.ecs.definition;

import dev.isthmus.api.task.Volume;
import dev.isthmus.ecs.definition.DefinitionContent.Fixed;
import dev.isthmus.ecs.definition.DefinitionContent.Log;
import dev.isthmus.ecs.fetch.HostDirectory;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Estimates the size of a task definition as JSON, which ECS limits; never too low. */
final class DefinitionBytes {

    /** Bytes of names and brackets in the JSON: of all members together, and of one item of each kind. */
    private static final int OF_NAMES = 900;

    private static final int OF_ITEM = 24;
    private static final int OF_PORT = 64;
    private static final int OF_VOLUME = 128;
    private static final int OF_SECRET = 40;
    private static final int OF_FARGATE = 200;

    private DefinitionBytes() {}

    static int of(DefinitionContent content) {
        DefinitionContent.Execution execution = content.execution();
        int bytes = OF_NAMES
                + JsonLength.bytes(content.image())
                + JsonLength.bytes(content.family())
                + of(content.entryPoint())
                + of(content.fixed());
        for (Optional<String> text : List.of(execution.user(), execution.workingDirectory(), execution.hostname())) {
            bytes += text.map(JsonLength::bytes).orElse(0);
        }
        bytes += items(execution.labels());
        for (String word : execution.options().words()) {
            bytes += OF_ITEM + JsonLength.bytes(word);
        }
        bytes += content.portMappings().size() * OF_PORT;
        for (Volume volume : content.volumes()) {
            bytes += OF_VOLUME
                    + JsonLength.bytes(volume.containerPath())
                    + volume.hostPath().map(JsonLength::bytes).orElse(0);
        }
        bytes += content.health().map(check -> of(check.command())).orElse(0);
        bytes += log(content);
        bytes += content.fargate()
                .map(traits -> OF_FARGATE
                        + traits.executionRole().map(JsonLength::bytes).orElse(0))
                .orElse(0);
        return bytes + of(content.provisions(), content);
    }

    private static int log(DefinitionContent content) {
        return content.log().map(Log::options).map(DefinitionBytes::items).orElse(0);
    }

    private static int of(Provisions provisions, DefinitionContent content) {
        int bytes = provisions
                .sandbox()
                .map(sandbox -> 2 * OF_VOLUME + items(sandbox.variables()))
                .orElse(0);
        if (provisions.fetcher().isPresent()) {
            Provisions.Fetcher fetcher = provisions.fetcher().get();
            bytes += OF_NAMES + JsonLength.bytes(fetcher.image()) + of(fetcher.entryPoint());
            bytes += of(fetcher.fixed()) + log(content) + OF_VOLUME;
            for (HostDirectory mount : fetcher.mounts()) {
                bytes += OF_VOLUME + JsonLength.bytes(mount.path()) + JsonLength.bytes(mount.mountedAt());
            }
        }
        bytes += provisions
                .registryCredentials()
                .map(arn -> OF_SECRET + JsonLength.bytes(arn))
                .orElse(0);
        bytes += provisions
                .executionRole()
                .map(arn -> OF_SECRET + JsonLength.bytes(arn))
                .orElse(0);
        return bytes + items(provisions.secrets()) + provisions.secrets().size() * OF_SECRET;
    }

    private static int of(Fixed fixed) {
        return fixed.command().map(DefinitionBytes::of).orElse(0) + items(fixed.environment());
    }

    private static int items(Map<String, String> items) {
        return items.entrySet().stream()
                .mapToInt(item -> OF_ITEM + JsonLength.bytes(item.getKey()) + JsonLength.bytes(item.getValue()))
                .sum();
    }

    private static int of(List<String> texts) {
        return texts.stream().mapToInt(text -> JsonLength.bytes(text) + 1).sum();
    }
}
