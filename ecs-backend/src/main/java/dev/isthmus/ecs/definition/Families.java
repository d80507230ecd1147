package dev.isthmus.ecs.definition;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Derives the families of task definitions: a readable name and a hash of the content. Properties that a content does not have are not hashed, so
 * that adding a property here does not change registered families.
 */
final class Families {

    private static final int LONGEST_NAME = 60;
    private static final int HASH_DIGITS = 20;

    private Families() {}

    static String of(DefinitionContent content) {
        return DefinitionContent.FAMILY_PREFIX + nameOf(content.image()) + "-" + hash(canonical(content));
    }

    static String hash(String text) {
        return Hashing.sha256()
                .hashString(text, StandardCharsets.UTF_8)
                .toString()
                .substring(0, HASH_DIGITS);
    }

    private static String nameOf(String image) {
        String last = image.substring(image.lastIndexOf('/') + 1);
        String bare = last.split("[:@]", 2)[0].toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "-");
        return bare.substring(0, Math.min(LONGEST_NAME, bare.length()));
    }

    /** One text for one content. The leading number changes when we register the same content in another way. */
    private static String canonical(DefinitionContent content) {
        DefinitionContent.Execution execution = content.execution();
        Canonical text = new Canonical()
                .add("2")
                .add(content.image())
                .add(content.network())
                .add(content.entryPoint());
        text.add(execution.user()).add(execution.workingDirectory()).add(execution.hostname());
        text.add(execution.privileged() + "/" + execution.readOnlyRoot());
        execution.labels().forEach((key, value) -> text.add("label").add(key).add(value));
        text.addIfAny("options", execution.options().words());
        content.portMappings()
                .forEach(port ->
                        text.add("port " + port.hostPort() + ":" + port.containerPort() + "/" + port.protocol()));
        content.volumes()
                .forEach(volume -> text.add("volume")
                        .add(volume.containerPath())
                        .add(volume.hostPath())
                        .add(volume.readOnly() + ""));
        content.health()
                .ifPresent(check -> text.add("health")
                        .add(check.command())
                        .add(check.interval() + "/" + check.timeout() + "/" + check.retries() + "/"
                                + check.startPeriod()));
        content.stopTimeout().ifPresent(seconds -> text.add("stop " + seconds));
        content.log().ifPresent(where -> {
            text.add("log").add(where.driver());
            where.options().forEach((key, value) -> text.add(key).add(value));
        });
        content.fixed().command().ifPresent(words -> text.add("command").add(words));
        content.fixed()
                .environment()
                .forEach((name, value) -> text.add("variable").add(name).add(value));
        text.addIfAny("provisions", content.provisions().words());
        content.fargate().ifPresent(traits -> text.addIfAny("fargate", traits.words()));
        return text.toString();
    }

    /** Texts with their lengths, so that no two lists meet by concatenation. */
    private static final class Canonical {

        private final StringBuilder text = new StringBuilder();

        Canonical add(String part) {
            text.append(part.length()).append(':').append(part).append('\n');
            return this;
        }

        Canonical add(Optional<String> part) {
            text.append(part.isPresent() ? '+' : '-');
            return add(part.orElse(""));
        }

        Canonical add(List<String> parts) {
            text.append(parts.size()).append('[');
            parts.forEach(this::add);
            return this;
        }

        void addIfAny(String name, List<String> parts) {
            if (!parts.isEmpty()) {
                add(name).add(parts);
            }
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
