package dev.isthmus.testkit.ecs.limits;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.ClusterSetting;
import software.amazon.awssdk.services.ecs.model.Tag;

/** The limits of clusters, container instances, attributes and tags. */
final class ResourceLimits {
    private static final String INVALID = "InvalidParameterException";

    private ResourceLimits() {}

    static List<Limit> all() {
        return List.of(
                Limit.of("cluster name", "1 to 255 letters, digits, - _", INVALID)
                        .accepts(w -> w.client.createCluster(r -> r.clusterName("c".repeat(255))))
                        .refuses(
                                w -> w.client.createCluster(r -> r.clusterName("c".repeat(256))),
                                w -> w.client.createCluster(r -> r.clusterName("a.b"))),
                Limit.of("cluster setting containerInsights", "enabled, disabled, enhanced", INVALID)
                        .accepts(w -> setting(w, "enabled"))
                        .refuses(w -> setting(w, "perhaps")),
                Limit.of("DeleteCluster", "without container instances", "ClusterContainsContainerInstancesException")
                        .accepts(w -> {
                            w.client.createCluster(r -> r.clusterName("empty"));
                            return w.client.deleteCluster(r -> r.cluster("empty"));
                        })
                        .refuses(w -> w.client.deleteCluster(r -> r.cluster("default"))),
                Limit.of("UpdateContainerInstancesState containerInstances", "1 to 10", INVALID)
                        .accepts(w -> drain(w, 10, "DRAINING"))
                        .refuses(w -> drain(w, 11, "DRAINING"), w -> drain(w, 0, "DRAINING")),
                Limit.of("UpdateContainerInstancesState status", "ACTIVE or DRAINING", INVALID)
                        .accepts(w -> drain(w, 1, "ACTIVE"))
                        .refuses(w -> drain(w, 1, "DEREGISTERING")),
                Limit.of("DeregisterContainerInstance", "without tasks, unless forced", INVALID)
                        .accepts(w -> w.client.deregisterContainerInstance(r -> r.containerInstance(w.instance())))
                        .refuses(w -> {
                            w.start(r -> {});
                            return w.client.deregisterContainerInstance(r -> r.containerInstance(w.instance()));
                        }),
                Limit.of("UpdateTaskProtection tasks", "1 to 10", INVALID)
                        .accepts(w -> protect(w, 10))
                        .refuses(w -> protect(w, 11), w -> protect(w, 0)),
                Limit.of("attributes a call", "1 to 10", INVALID)
                        .accepts(w -> put(w, Collections.nCopies(10, attribute(w, "a", "b"))))
                        .refuses(w -> put(w, Collections.nCopies(11, attribute(w, "a", "b"))), w -> put(w, List.of())),
                Limit.of("custom attributes of an instance", "at most 10", "AttributeLimitExceededException")
                        .accepts(w -> put(w, attributes(w, 0, 10)))
                        .refuses(w -> {
                            put(w, attributes(w, 0, 10));
                            return put(w, attributes(w, 10, 11));
                        }),
                Limit.of("attribute name", "1 to 128 letters, digits, - _ / \\ .", INVALID)
                        .accepts(
                                w -> put(w, List.of(attribute(w, "n".repeat(128), "v"))),
                                w -> put(w, List.of(attribute(w, "a-_/\\.9", "v"))))
                        .refuses(
                                w -> put(w, List.of(attribute(w, "n".repeat(129), "v"))),
                                w -> put(w, List.of(attribute(w, "a b", "v")))),
                Limit.of("attribute value", "1 to 128 letters, digits, - _ . @ / \\ : and inner spaces", INVALID)
                        .accepts(
                                w -> put(w, List.of(attribute(w, "n", "v".repeat(128)))),
                                w -> put(w, List.of(attribute(w, "n", "a -_.@/\\:9"))))
                        .refuses(
                                w -> put(w, List.of(attribute(w, "n", "v".repeat(129)))),
                                w -> put(w, List.of(attribute(w, "n", "a,b"))),
                                w -> put(w, List.of(attribute(w, "n", " a"))),
                                w -> put(w, List.of(attribute(w, "n", "a ")))),
                Limit.of("attribute targetId", "an instance that is there", "TargetNotFoundException")
                        .accepts(w -> put(w, List.of(attribute(w, "n", "v"))))
                        .refuses(
                                w -> put(w, List.of(target("0".repeat(32)))),
                                w -> w.client.deleteAttributes(r -> r.attributes(target("0".repeat(32))))),
                Limit.of("attribute targetType", "given with a short targetId", INVALID)
                        .accepts(w -> put(w, List.of(target(shortId(w)))))
                        .refuses(w -> put(
                                w,
                                List.of(target(shortId(w)).toBuilder()
                                        .targetType((String) null)
                                        .build()))),
                Limit.of("tags of a resource", "at most 50", INVALID)
                        .accepts(w -> w.run(r -> r.tags(tags(50))), w -> tag(w, tags(50)))
                        .refuses(w -> w.run(r -> r.tags(tags(51))), w -> {
                            tag(w, tags(50));
                            return tag(w, List.of(tag("one", "more")));
                        }),
                Limit.of("tag key", "1 to 128 characters", INVALID)
                        .accepts(w -> tag(w, List.of(tag("k".repeat(128), "v"))))
                        .refuses(w -> tag(w, List.of(tag("k".repeat(129), "v"))), w -> tag(w, List.of(tag("", "v")))),
                Limit.of("tag value", "at most 256 characters", INVALID)
                        .accepts(w -> tag(w, List.of(tag("k", "v".repeat(256)))), w -> tag(w, List.of(tag("k", ""))))
                        .refuses(w -> tag(w, List.of(tag("k", "v".repeat(257))))),
                Limit.of("tag key and value", "letters, digits, spaces, + - = . _ : / @", INVALID)
                        .accepts(w -> tag(w, List.of(tag("é 1+-=._:/@", "é 1+-=._:/@"))))
                        .refuses(w -> tag(w, List.of(tag("a*", "v"))), w -> tag(w, List.of(tag("k", "a,b")))),
                Limit.of("tag key and value", "without the prefix aws:, in any case", INVALID)
                        .accepts(w -> tag(w, List.of(tag("aws", "aws-"))))
                        .refuses(w -> tag(w, List.of(tag("aws:x", "v"))), w -> tag(w, List.of(tag("AWS:x", "v")))),
                Limit.of("tag keys of a request", "each once", INVALID)
                        .accepts(w -> tag(w, List.of(tag("k", "1"), tag("K", "2"))))
                        .refuses(w -> tag(w, List.of(tag("k", "1"), tag("k", "2")))),
                Limit.of("resourceArn of tags", "a resource that is there", INVALID)
                        .accepts(w -> w.client.listTagsForResource(r -> r.resourceArn(w.instance())))
                        .refuses(w -> w.client.listTagsForResource(r -> r.resourceArn(w.instance() + "x"))));
    }

    private static Object setting(LimitsWorld world, String value) {
        return world.client.updateClusterSettings(r -> r.cluster("default")
                .settings(ClusterSetting.builder()
                        .name("containerInsights")
                        .value(value)
                        .build()));
    }

    private static Object drain(LimitsWorld world, int count, String status) {
        return world.client.updateContainerInstancesState(
                r -> r.containerInstances(world.instances.subList(0, count)).status(status));
    }

    private static Object protect(LimitsWorld world, int count) {
        return world.client.updateTaskProtection(
                r -> r.cluster("default").protectionEnabled(true).tasks(Collections.nCopies(count, "0".repeat(32))));
    }

    private static Object put(LimitsWorld world, List<Attribute> attributes) {
        return world.client.putAttributes(r -> r.attributes(attributes));
    }

    private static List<Attribute> attributes(LimitsWorld world, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> attribute(world, "custom" + i, "v"))
                .toList();
    }

    private static Attribute attribute(LimitsWorld world, String name, String value) {
        return Attribute.builder()
                .name(name)
                .value(value)
                .targetId(world.instance())
                .build();
    }

    private static Attribute target(String id) {
        return Attribute.builder()
                .name("n")
                .targetId(id)
                .targetType("container-instance")
                .build();
    }

    private static String shortId(LimitsWorld world) {
        return world.instance().substring(world.instance().lastIndexOf('/') + 1);
    }

    private static Object tag(LimitsWorld world, List<Tag> tags) {
        return world.client.tagResource(r -> r.resourceArn(world.instance()).tags(tags));
    }

    private static List<Tag> tags(int count) {
        return IntStream.range(0, count).mapToObj(i -> tag("k" + i, "v")).toList();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
