package dev.isthmus.ecs.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.task.CommandUri;
import dev.isthmus.ecs.fetch.FetchDecision.Fetch;
import dev.isthmus.ecs.fetch.FetchDecision.Nothing;
import dev.isthmus.ecs.fetch.FetchDecision.Refused;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    void a_file_has_the_name_that_mesos_gives_it(String value, String name, ArchiveFormat archive) {
        FetchItem item = fetched(CommandUri.of(value)).list().items().get(0);

        assertThat(item.name()).isEqualTo(name);
        assertThat(item.archive()).isEqualTo(Optional.ofNullable(archive));
    }

    @Test
    void the_name_that_a_task_gives_goes_before_the_files_own() {
        FetchItem item = fetched(new CommandUri("http://host/a", false, true, Optional.of("./lib//b.tgz")))
                .list()
                .items()
                .get(0);

        assertThat(item)
                .isEqualTo(new FetchItem("http://host/a", "lib/b.tgz", false, Optional.of(ArchiveFormat.TAR_GZ)));
    }

    @Test
    void what_is_made_executable_is_not_extracted() {
        assertThat(fetched(new CommandUri("http://host/a.tgz", true, true, Optional.empty()))
                        .list()
                        .items())
                .containsExactly(new FetchItem("http://host/a.tgz", "a.tgz", true, Optional.empty()));
    }

    @Test
    void what_is_not_to_be_extracted_is_not() {
        assertThat(fetched(new CommandUri("http://host/a.tgz", false, false, Optional.empty()))
                        .list()
                        .items())
                .containsExactly(new FetchItem("http://host/a.tgz", "a.tgz", false, Optional.empty()));
    }

    @Test
    void the_narrowest_allowed_directory_is_mounted_once() {
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
        "file:///etc/.dockercfg",
        "https://user:hunter2@host/.docker/config.json?token=hunter2",
        "/etc/docker.tar.gz"
    })
    void registry_credentials_are_dropped_with_one_warning(String value) {
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
    void registry_credentials_alone_are_nothing_to_fetch() {
        assertThat(rules.decide(UrisRule.REFUSE, List.of(CommandUri.of("file:///etc/docker.tar.gz"))))
                .isInstanceOfSatisfying(
                        Nothing.class, nothing -> assertThat(nothing.warnings()).hasSize(1));
    }

    @Test
    void a_rule_can_ignore_them() {
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
    void a_rule_can_refuse_them() {
        assertThat(rules.decide(UrisRule.REFUSE, List.of(CommandUri.of("http://host/a?sig=hunter2"))))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.message())
                                .contains("http://host/a", "uris:refuse")
                                .doesNotContain("hunter2"));
    }

    @ParameterizedTest
    @CsvSource({
        "hdfs://u:hunter2@name/a, hdfs:",
        "ftp://host/a, ftp:",
        "FTPS://host/a, ftps:",
        "s3a://bucket/a, s3a:",
        "' ', empty",
        "a/b.jar, absolute path",
        "file://host/opt/packages/a, absolute path",
        "/etc/passwd, Add /etc to ISTHMUS_FETCH_PATHS",
        "/opt/packages/../../etc/passwd, '..'",
        "file:///opt/packagesandmore/a, ISTHMUS_FETCH_PATHS",
        "/opt/packages/, empty part",
        "http://host, output_file",
        "http://host/dir/, output_file",
        "http://host/a/.., output_file",
        "http:///a, host",
        "http://, host",
        "http://u:hunter2/x@host/a, host",
        "http://u:p?hunter2@host/a, host",
        "http://h\u00f6st/a, Punycode",
        "s3://bucket, s3://bucket/key",
        "s3://bucket/dir/, output_file"
    })
    void what_cannot_be_fetched_is_refused_by_name(String value, String says) {
        assertThat(refused(CommandUri.of("http://host/fine"), CommandUri.of(value == null ? "" : value)))
                .contains(says)
                .doesNotContain("hunter2", "fine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://host/a\nb",
                "http://host/a\u0000",
                "file:///opt/packages/a\tb",
                "http://host/\ud800",
                "http://host/\u009b"
            })
    void what_cannot_be_printed_is_refused(String value) {
        assertThat(refused(CommandUri.of(value))).contains("cannot be printed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/passwd", "../a", "a/../../b", "..", ".", "a/", "a\nb"})
    void an_output_file_that_is_none_is_refused(String outputFile) {
        assertThat(refused(new CommandUri("http://host/a", false, true, Optional.of(outputFile))))
                .contains("output_file", "within the sandbox");
    }

    @Test
    void a_name_that_is_too_long_for_a_file_wants_another() {
        assertThat(refused(CommandUri.of("http://host/a?sig=" + "hunter2".repeat(40))))
                .contains("255 bytes", "output_file")
                .doesNotContain("hunter2");
    }

    @Test
    void two_files_of_one_name_are_refused() {
        assertThat(refused(CommandUri.of("http://host/1/a"), CommandUri.of("http://host/2/a")))
                .contains("http://host/1/a", "http://host/2/a", "output_file");
        assertThat(refused(
                        CommandUri.of("http://host/lib"),
                        new CommandUri("http://host/2/a", false, true, Optional.of("lib/a"))))
                .contains("in the way");
        assertThat(refused(CommandUri.of("http://host/1/a.gz"), CommandUri.of("http://host/2/a.gz")))
                .contains("in the way");
    }

    @Test
    void what_is_extracted_as_one_file_takes_its_name_too() {
        CommandUri packed = new CommandUri("http://host/a.gz", false, true, Optional.of("sub/a.gz"));
        assertThat(refused(packed, CommandUri.of("http://host/a"))).contains("in the way");
        assertThat(refused(CommandUri.of("http://host/a"), packed)).contains("in the way");
        assertThat(refused(packed, CommandUri.of("http://host/2/a.gz"))).contains("in the way");
        assertThat(fetched(
                                new CommandUri("http://host/a.gz", false, false, Optional.empty()),
                                CommandUri.of("http://host/a"))
                        .list()
                        .items())
                .hasSize(2);
    }

    @Test
    void two_archives_of_one_name_are_extracted_one_after_the_other() {
        assertThat(fetched(CommandUri.of("http://host/1/conf.tgz"), CommandUri.of("http://host/2/conf.tgz"))
                        .list()
                        .items())
                .hasSize(2);
    }

    @Test
    void what_is_given_twice_is_fetched_once() {
        assertThat(fetched(CommandUri.of("http://host/a"), CommandUri.of("http://host/a"))
                        .list()
                        .items())
                .hasSize(1);
    }

    @Test
    void paths_of_a_setting_are_absolute() {
        assertThat(FetchPaths.parse(" /opt/packages/ , /srv,/srv").directories())
                .containsExactly("/opt/packages", "/srv");
        assertThat(FetchPaths.parse("").directories()).isEmpty();
        assertThat(FetchPaths.parse("/").containing("/etc/hosts")).contains("/");
        for (String wrong : List.of("opt", "/opt/../etc", "/opt//a", "/a,b")) {
            assertThatThrownBy(() -> FetchPaths.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private String refused(CommandUri... uris) {
        FetchDecision decision = rules.decide(UrisRule.FETCH, Arrays.asList(uris));
        assertThat(decision).isInstanceOf(Refused.class);
        return ((Refused) decision).message();
    }

    @Test
    void without_uris_there_is_nothing_to_fetch() {
        assertThat(rules.decide(UrisRule.REFUSE, List.of())).isEqualTo(new Nothing(List.of()));
    }

    private Fetch fetched(CommandUri... uris) {
        FetchDecision decision = rules.decide(UrisRule.FETCH, Arrays.asList(uris));
        assertThat(decision).isInstanceOf(Fetch.class);
        return (Fetch) decision;
    }
}
