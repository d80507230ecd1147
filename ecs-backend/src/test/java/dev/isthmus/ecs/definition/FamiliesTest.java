package dev.isthmus.ecs.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.task.PortMapping;
import dev.isthmus.api.task.Volume;
import dev.isthmus.ecs.definition.DefinitionContent.Check;
import dev.isthmus.ecs.definition.DefinitionContent.Execution;
import dev.isthmus.ecs.definition.DefinitionContent.Fixed;
import dev.isthmus.ecs.definition.DefinitionContent.Log;
import dev.isthmus.ecs.definition.Provisions.Fetcher;
import dev.isthmus.ecs.definition.Provisions.Filling;
import dev.isthmus.ecs.definition.Provisions.Sandbox;
import dev.isthmus.ecs.fargate.CpuArchitecture;
import dev.isthmus.ecs.fetch.HostDirectory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A family moves only with what its definition holds: else every definition of a cluster is registered again by the next version. */
class FamiliesTest {

    private static final DefinitionContent PLAIN = plain(Provisions.NONE);

    private static DefinitionContent plain(Provisions provisions) {
        return new DefinitionContent(
                "busybox:1",
                "host",
                List.of("/bin/sh", "-c"),
                Execution.PLAIN,
                List.of(),
                List.of(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Fixed.NOTHING,
                provisions,
                Optional.empty());
    }

    private static DefinitionContent full() {
        return new DefinitionContent(
                "repo/App:1.2",
                "bridge",
                List.of("/bin/sh", "-c"),
                new Execution(
                        Optional.of("me"),
                        Optional.of("/app"),
                        Optional.of("host"),
                        true,
                        true,
                        new TreeMap<>(Map.of("a", "b"))),
                List.of(new PortMapping(31005, 8080, PortMapping.Protocol.TCP)),
                List.of(new Volume("/data", Optional.of("/srv/data"), true)),
                Optional.of(new Check(List.of("CMD-SHELL", "true"), 10, 5, 3, 25)),
                OptionalInt.of(5),
                Optional.of(new Log("awslogs", new TreeMap<>(Map.of("awslogs-group", "mesos")))),
                new Fixed(Optional.of(List.of("run me")), new TreeMap<>(Map.of("BIG", "x"))));
    }

    /** As version 0.1.0 registered them before there were sandboxes. */
    @Test
    void what_was_registered_before_is_found_again() {
        assertThat(PLAIN.family()).isEqualTo("isthmus-busybox-8fa3b92d68f0a193ed33");
        assertThat(full().family()).isEqualTo("isthmus-app-33ebba506123e7db8828");
        assertThat(new GroupContent(List.of(PLAIN, full())).family()).isEqualTo("isthmus-group-54d67e0e863afe0cc761");
    }

    private static String onFargate(CpuArchitecture architecture, Optional<String> role) {
        return PLAIN.onFargate(new FargateTraits(architecture, role), OptionalInt.empty(), Optional.empty())
                .family();
    }

    @Test
    void what_is_registered_for_Fargate_is_found_again_and_is_no_other() {
        List<String> families = List.of(
                PLAIN.family(),
                onFargate(CpuArchitecture.X86_64, Optional.empty()),
                onFargate(CpuArchitecture.ARM64, Optional.empty()),
                onFargate(CpuArchitecture.ARM64, Optional.of("role")));
        assertThat(families).doesNotHaveDuplicates().element(1).isEqualTo("isthmus-busybox-8a5f01592cf75ceb25d8");
    }

    private static Provisions sandbox(boolean home, Optional<Fetcher> fetcher) {
        return new Provisions(
                Optional.of(new Sandbox(home, fetcher.isPresent() ? Filling.FETCHER : Filling.NOTHING)),
                fetcher,
                Optional.empty(),
                new TreeMap<>(),
                Optional.empty());
    }

    private static Fetcher fetcher(String image, String mount, Map<String, String> variables) {
        return new Fetcher(
                image,
                List.of("/bin/sh", "-c"),
                List.of(new HostDirectory(mount)),
                new Fixed(Optional.empty(), new TreeMap<>(variables)));
    }

    private static Provisions secret(Optional<String> credentials, Map<String, String> secrets) {
        return new Provisions(
                Optional.empty(), Optional.empty(), credentials, new TreeMap<>(secrets), Optional.of("arn:role"));
    }

    @Test
    void each_provision_is_another_definition() {
        List<Provisions> all = List.of(
                Provisions.NONE,
                sandbox(false, Optional.empty()),
                sandbox(true, Optional.empty()),
                sandbox(false, Optional.of(fetcher("curl:1", "/a", Map.of()))),
                sandbox(false, Optional.of(fetcher("curl:2", "/a", Map.of()))),
                sandbox(false, Optional.of(fetcher("curl:1", "/b", Map.of()))),
                sandbox(false, Optional.of(fetcher("curl:1", "/a", Map.of("URIS", "x")))),
                secret(Optional.of("arn:a"), Map.of()),
                secret(Optional.empty(), Map.of("A", "arn:a")),
                secret(Optional.empty(), Map.of("B", "arn:a")));
        assertThat(all.stream().map(FamiliesTest::plain).map(DefinitionContent::family))
                .doesNotHaveDuplicates();
        assertThat(all.stream().map(FamiliesTest::plain).map(one -> new GroupContent(List.of(one, PLAIN)).family()))
                .doesNotHaveDuplicates();
    }

    @Test
    void length_counts_what_is_provided() {
        String big = "x".repeat(50_000);
        assertThat(Stream.of(
                                fetcher(big, "/a", Map.of()),
                                fetcher("curl", "/" + big, Map.of()),
                                fetcher("curl", "/a", Map.of("URIS", big)))
                        .map(one -> plain(sandbox(false, Optional.of(one))).bytes()))
                .allMatch(bytes -> bytes > big.length());
        assertThat(plain(secret(Optional.empty(), Map.of("A", big))).bytes()).isGreaterThan(big.length());
        assertThat(plain(secret(Optional.of(big), Map.of())).bytes()).isGreaterThan(big.length());
    }
}
