package dev.isthmus.testkit.ecs.scenario;

import dev.isthmus.testkit.ecs.cluster.FargateProvider;
import dev.isthmus.testkit.ecs.cluster.FargateSettings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a scenario file says of Fargate: what there is at the start, and what becomes of it. */
final class FargateParser {
    /** The keys of events. */
    static final List<String> EVENTS =
            List.of("fargateQuota", "fargateCapacity", "interruptFargateSpot", "retireFargate");

    private FargateParser() {}

    static FargateSettings settings(Fields parent, Node node) {
        Fields fields = Fields.of(parent.file(), "fargate", node, List.of("providers", "quota", "spotQuota", "pace"));
        FargateSettings[] settings = {
            fields.find("providers").map(fields::truth).orElse(false)
                    ? FargateSettings.withProviders()
                    : FargateSettings.launchTypeOnly()
        };
        fields.read(
                "quota",
                quota -> vcpus(fields, quota),
                quota -> settings[0] = settings[0].withQuotas(quota, settings[0].spotVcpus()));
        fields.read(
                "spotQuota",
                quota -> vcpus(fields, quota),
                quota -> settings[0] = settings[0].withQuotas(settings[0].onDemandVcpus(), quota));
        fields.read("pace", pace -> ModelParser.pace(fields, pace), pace -> settings[0] = settings[0].withPace(pace));
        return settings[0];
    }

    static ClusterEvent event(Fields fields, String key, Node value) {
        return switch (key) {
            case "fargateQuota" -> limit(ClusterEvent.FargateLimit.Kind.QUOTA, fields, key, value);
            case "fargateCapacity" -> limit(ClusterEvent.FargateLimit.Kind.CAPACITY, fields, key, value);
            case "interruptFargateSpot" -> stop(ClusterEvent.FargateStop.Cause.INTERRUPT_SPOT, fields, value);
            default -> stop(ClusterEvent.FargateStop.Cause.RETIRE, fields, value);
        };
    }

    private static ClusterEvent limit(ClusterEvent.FargateLimit.Kind kind, Fields parent, String key, Node value) {
        List<String> known = kind == ClusterEvent.FargateLimit.Kind.QUOTA
                ? List.of("provider", "vcpus")
                : List.of("provider", "zone", "vcpus");
        Fields fields = Fields.of(parent.file(), key, value, known);
        Node provider = fields.require("provider");
        Optional<String> zone = fields.find("zone").map(fields::text);
        return new ClusterEvent.FargateLimit(
                kind,
                FargateProvider.named(fields.text(provider)).orElseThrow(() -> fields.wrong(provider, providers())),
                zone,
                vcpus(fields, fields.require("vcpus")));
    }

    private static ClusterEvent stop(ClusterEvent.FargateStop.Cause cause, Fields fields, Node value) {
        return new ClusterEvent.FargateStop(cause, fields.integer(value, 1, Integer.MAX_VALUE));
    }

    private static int vcpus(Fields fields, Node node) {
        return fields.integer(node, 0, Integer.MAX_VALUE);
    }

    private static String providers() {
        return Stream.of(FargateProvider.values()).map(Enum::name).collect(Collectors.joining(" or "));
    }
}
