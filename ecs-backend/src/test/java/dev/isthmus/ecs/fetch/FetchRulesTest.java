package dev.isthmus.ecs.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.launch.CommandUri;
import dev.isthmus.ecs.fetch.FetchDecision.Fetch;
import dev.isthmus.ecs.fetch.FetchDecision.Nothing;
import dev.isthmus.ecs.fetch.FetchDecision.Refused;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a task's uris is fetched, in the meaning of Mesos's fetcher. */
class FetchRulesTest {
    private final FetchRules rules = new FetchRules(new FetchPaths(List.of("/opt/packages", "/opt/packages/shared")));

    @ParameterizedTest
    @CsvSource({
        "http://host/a/b.jar, b.jar, ",
        "http://host/a.tgz, a.tgz, TAR_GZ",
        "http://host/a.tar.gz, a.tar.gz, TAR_GZ",
        "http://host/a.tar, a.tar, TAR",
        "http://host/a.tbz2, a.tbz2, TAR_BZ2",
        "http://host/a.tar.bz2, a.tar.bz2, TAR_BZ2",
        "http://host/a.txz, a.txz, TAR_XZ",
        "http://host/a.tar.xz, a.tar.xz, TAR_XZ",
        "http://host/a.zip, a.zip, ZIP",
        "http://host/a.gz, a.gz, GZ",
        "http://host/a.tgz?v=1, a.tgz?v=1, ",
        "http://host/get?file=/x/a.tgz, a.tgz, TAR_GZ",
        "http://host/it's $HOME.txt, it's $HOME.txt, ",
        "HTTPS://host/a%20b, a%20b, ",
        "s3://bucket/dir/my key.zip, my key.zip, ZIP",
        "/opt/packages/a.zip, a.zip, ZIP",
        "file:///opt/packages/sub/./a, a, ",
        "file://localhost/opt/packages/a, a, ",
        "file:/opt/packages/a, a, ",
    })
    void aFileHasTheNameThatMesosGivesIt(String value, String name, Archive archive) {
        FetchItem item = fetched(CommandUri.of(value)).list().items().get(0);

        assertThat(item.name()).isEqualTo(name);
        assertThat(item.archive()).isEqualTo(Optional.ofNullable(archive));
    }

    @Test
    void theNameThatATaskGivesGoesBeforeTheFilesOwn() {
        FetchItem item = fetched(new CommandUri("http://host/a", false, true, Optional.of("./lib//b.tgz")))
                .list()
                .items()
                .get(0);

        assertThat(item).isEqualTo(new FetchItem("http://host/a", "lib/b.tgz", false, Optional.of(Archive.TAR_GZ)));
    }

    @Test
    void whatIsMadeExecutableIsNotExtracted() {
        assertThat(fetched(new CommandUri("http://host/a.tgz", true, true, Optional.empty()))
                        .list()
                        .items())
                .containsExactly(new FetchItem("http://host/a.tgz", "a.tgz", true, Optional.empty()));
    }

    @Test
    void whatIsNotToBeExtractedIsNot() {
        assertThat(fetched(new CommandUri("http://host/a.tgz", false, false, Optional.empty()))
                        .list()
                        .items())
                .containsExactly(new FetchItem("http://host/a.tgz", "a.tgz", false, Optional.empty()));
    }

    @Test
    void theNarrowestAllowedDirectoryIsMountedOnce() {
        Fetch fetch = fetched(
                CommandUri.of("/opt/packages/shared/a"),
                CommandUri.of("/opt/packages/shared/b"),
                CommandUri.of("/opt/packages/sharedness"));

        assertThat(fetch.mounts())
                .containsExactly(new HostDirectory("/opt/packages/shared"), new HostDirectory("/opt/packages"));
        assertThat(fetch.list().items().get(0).location()).isEqualTo("/opt/packages/shared//a");
        assertThat(fetch.mounts().get(0).mountedAt()).isEqualTo("/mnt/mesos/fetch/opt/packages/shared");
    }

    @ParameterizedTest
    @CsvSource({
        "file:///etc/docker.tar.gz",
        "file:///root/.dockercfg",
        "https://user:hunter2@host/.docker/config.json?token=hunter2",
        "/etc/docker.tar.gz"
    })
    void registryCredentialsAreDroppedWithOneWarning(String value) {
        Fetch fetch = fetched(
                CommandUri.of(value), CommandUri.of("http://host/a"), CommandUri.of("file:///other/.dockercfg"));

        assertThat(fetch.list().items()).extracting(FetchItem::name).containsExactly("a");
        assertThat(fetch.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning)
                        .contains("ECS_ENGINE_AUTH_DATA", "ECR", "registry-credentials")
                        .doesNotContain("hunter2"));
    }

    @Test
    void registryCredentialsAloneAreNothingToFetch() {
        assertThat(rules.decide(UrisRule.REFUSE, List.of(CommandUri.of("file:///etc/docker.tar.gz"))))
                .isInstanceOfSatisfying(
                        Nothing.class, nothing -> assertThat(nothing.warnings()).hasSize(1));
    }

    @Test
    void aRuleCanIgnoreThem() {
        assertThat(rules.decide(UrisRule.IGNORE, List.of(CommandUri.of("hdfs://u:hunter2@host/a"))))
                .isInstanceOfSatisfying(
                        Nothing.class,
                        nothing -> assertThat(nothing.warnings())
                                .singleElement()
                                .satisfies(warning -> assertThat(warning)
                                        .contains("hdfs://host/a")
                                        .doesNotContain("hunter2")));
    }

    @Test
    void aRuleCanRefuseThem() {
        assertThat(rules.decide(UrisRule.REFUSE, List.of(CommandUri.of("http://host/a?sig=hunter2"))))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.message())
                                .contains("http://host/a", "uris=refuse")
                                .doesNotContain("hunter2"));
    }

    @Test
    void withoutUrisThereIsNothingToFetch() {
        assertThat(rules.decide(UrisRule.REFUSE, List.of())).isEqualTo(new Nothing(List.of()));
    }

    private Fetch fetched(CommandUri... uris) {
        FetchDecision decision = rules.decide(UrisRule.FETCH, Arrays.asList(uris));
        assertThat(decision).isInstanceOf(Fetch.class);
        return (Fetch) decision;
    }
}
