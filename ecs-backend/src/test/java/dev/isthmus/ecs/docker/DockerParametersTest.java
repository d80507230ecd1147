package dev.isthmus.ecs.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.task.Container;
import dev.isthmus.api.task.Container.Network;
import dev.isthmus.api.task.Parameter;
import dev.isthmus.api.task.Volume;
import dev.isthmus.ecs.definition.ContainerOptions;
import dev.isthmus.ecs.definition.ContainerOptions.Host;
import dev.isthmus.ecs.definition.ContainerOptions.Ulimit;
import dev.isthmus.ecs.definition.DefinitionContent.Log;
import dev.isthmus.ecs.definition.LinuxOptions.Device;
import dev.isthmus.ecs.definition.LinuxOptions.Swap;
import dev.isthmus.ecs.definition.LinuxOptions.Tmpfs;
import dev.isthmus.ecs.definition.UnsupportedFieldException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What options of {@code docker run} become, and which are refused. */
class DockerParametersTest {

    private final List<String> warnings = new ArrayList<>();
    private OptionalLong memory = OptionalLong.of(128);

    private DockerParameters read(String... keysAndValues) {
        List<Parameter> parameters = Arrays.stream(keysAndValues)
                .map(text -> text.split(" ", 2))
                .map(pair -> new Parameter(pair[0], pair.length == 1 ? "" : pair[1]))
                .toList();
        Container container = new Container(
                Optional.of("app"), Optional.of(Network.BRIDGE), List.of(), List.of(), parameters, false, false);
        warnings.clear();
        return DockerParameters.read(container, Optional.empty(), "task-17", memory, warnings);
    }

    private ContainerOptions options(String... keysAndValues) {
        return read(keysAndValues).execution().options();
    }

    @Test
    void what_is_not_asked_for_is_not_set() {
        assertThat(read("hostname", "user").execution().hostname()).isEmpty();
        assertThat(options("env A=1", "rm true", "init false", "security-opt no-new-privileges:false", "memory-swap 0"))
                .isEqualTo(ContainerOptions.NONE);
    }

    @Test
    void limits_of_processes() {
        assertThat(options("ulimit nofile=1024:4096", "ulimit MEMLOCK=-1", "ulimit core=0:-1", "ulimit nofile=2048")
                        .ulimits())
                .as("of a name given twice the last stands, as in Docker")
                .containsExactly(
                        Map.entry("core", new Ulimit(0, -1)),
                        Map.entry("memlock", new Ulimit(-1, -1)),
                        Map.entry("nofile", new Ulimit(2048, 2048)));
    }

    @Test
    void names_are_found_in_the_order_given() {
        ContainerOptions.Lookup lookup = options(
                        "dns 10.0.0.9",
                        "dns 10.0.0.2",
                        "dns 2001:db8::1",
                        "dns-search Service.consul",
                        "add-host zoo:10.0.0.3",
                        "add-host db:10.0.0.8",
                        "add-host db:10.0.0.1",
                        "add-host six=[::1]")
                .lookup();
        assertThat(lookup.servers()).containsExactly("10.0.0.9", "10.0.0.2", "2001:db8::1");
        assertThat(lookup.domains()).containsExactly("service.consul");
        assertThat(lookup.hosts())
                .containsExactly(
                        new Host("db", "10.0.0.8"),
                        new Host("db", "10.0.0.1"),
                        new Host("six", "::1"),
                        new Host("zoo", "10.0.0.3"));
    }

    @Test
    void capabilities_in_any_case_and_with_their_prefix() {
        ContainerOptions options = options("cap-add cap_net_admin", "cap-add SYS_PTRACE", "cap-drop all");
        assertThat(options.linux().added()).containsExactly("NET_ADMIN", "SYS_PTRACE");
        assertThat(options.linux().dropped()).containsExactly("ALL");
    }

    @Test
    void devices_in_each_of_their_forms() {
        assertThat(options("device /dev/snd", "device /dev/fuse:r", "device /dev/a:/dev/b", "device /dev/c:/dev/d:rm")
                        .linux()
                        .devices())
                .containsExactly(
                        new Device("/dev/a", "/dev/b", words("mknod", "read", "write")),
                        new Device("/dev/c", "/dev/d", words("mknod", "read")),
                        new Device("/dev/fuse", "/dev/fuse", words("read")),
                        new Device("/dev/snd", "/dev/snd", words("mknod", "read", "write")));
    }

    private static SortedSet<String> words(String... words) {
        return new TreeSet<>(List.of(words));
    }

    @Test
    void memory_of_other_kinds() {
        ContainerOptions options = options(
                "tmpfs /run:rw,noexec,size=64m,mode=1777",
                "shm-size 1g",
                "memory-swap 134217728",
                "memory-swappiness 10");
        assertThat(options.linux().tmpfs()).containsExactly(new Tmpfs("/run", 64, words("mode=1777", "noexec", "rw")));
        assertThat(options.linux().sharedMemory()).hasValue(1024);
        assertThat(options.linux().swap())
                .as("128 MiB are the task's own memory")
                .contains(new Swap(0, OptionalInt.of(10)));
        assertThat(options("memory-swap 192M").linux().swap()).contains(new Swap(64, OptionalInt.empty()));
    }

    @Test
    void the_rest_of_a_container() {
        DockerParameters parameters = read(
                "sysctl net.core.somaxconn=1024",
                "sysctl kernel.shmmax=1",
                "security-opt label=disable",
                "security-opt no-new-privileges:true",
                "init",
                "i true",
                "tty true",
                "pid host",
                "ipc none",
                "entrypoint /bin/serve",
                "stop-timeout 45",
                "read-only true",
                "v /srv:/data:ro",
                "volume /scratch");
        ContainerOptions options = parameters.execution().options();
        assertThat(options.systemControls())
                .containsExactly(Map.entry("kernel.shmmax", "1"), Map.entry("net.core.somaxconn", "1024"));
        assertThat(options.securityOptions()).containsExactly("label:disable", "no-new-privileges");
        assertThat(List.of(options.linux().init(), options.interactive(), options.terminal()))
                .containsOnly(true);
        assertThat(options.pidMode()).contains("host");
        assertThat(options.ipcMode()).contains("none");
        assertThat(parameters.entryPoint()).contains("/bin/serve");
        assertThat(parameters.stopTimeout()).hasValue(45);
        assertThat(parameters.execution().readOnlyRoot()).isTrue();
        assertThat(parameters.volumes())
                .containsExactly(
                        new Volume("/data", Optional.of("/srv"), true),
                        new Volume("/scratch", Optional.empty(), false));
    }

    @Test
    void output_goes_to_the_driver_named() {
        assertThat(read("log-opt max-size=10m", "log-driver json-file").log())
                .contains(new Log("json-file", new TreeMap<>(Map.of("max-size", "10m"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ulimit files=1 | 'files=1' | nofile",
                "ulimit nofile | 'nofile' | name=soft:hard",
                "ulimit nofile=10:5 | 'nofile=10:5' | at most the hard one",
                "ulimit nofile=-1:5 | 'nofile=-1:5' | at most the hard one",
                "ulimit nofile=99999999999999999999 | 99999999999999999999 | 2147483647",
                "dns resolver | 'resolver' | an address",
                "dns 300.1.1.1 | '300.1.1.1' | an address",
                "dns-search . | '.' | a domain",
                "add-host db | 'db' | name:address",
                "add-host db:host-gateway | 'db:host-gateway' | no host-gateway",
                "cap-add PERFMON | 'PERFMON' | NET_ADMIN",
                "device fuse | 'fuse' | begins with /",
                "device /dev/fuse:rx | '/dev/fuse:rx' | rwm",
                "device /a:/b:r:w | '/a:/b:r:w' | rwm",
                "tmpfs /run:size=1m,color=red | '/run:size=1m,color=red' | not 'color=red'",
                "tmpfs run:size=1m | 'run:size=1m' | begins with /",
                "shm-size 64x | '64x' | 64m",
                "shm-size 9000000t | '9000000t' | at most",
                "memory-swap 64m | '64m' | at least the task's memory, which it includes: 128m",
                "memory-swappiness 101 | '101' | 0 to 100",
                "sysctl vm.swappiness=1 | 'vm.swappiness=1' | net.*",
                "sysctl net.core.somaxconn | 'net.core.somaxconn' | name=value",
                "security-opt seccomp=unconfined | 'seccomp=unconfined' | apparmor",
                "pid container:x | 'container:x' | host",
                "ipc shareable | 'shareable' | host or none",
                "stop-timeout soon | 'soon' | whole number",
                "entrypoint | '' | a program",
                "init maybe | 'maybe' | true or false",
                "log-driver paper | 'paper' | json-file",
                "log-driver awslogs | 'awslogs' | awslogs-group",
                "volume data:/data | 'data:/data' | begins with /",
                "volume /a:/b:y | '/a:/b:y' | :ro",
                "volume /a:/b:ro,rw | '/a:/b:ro,rw' | :ro",
                "volume /a:/b: | '/a:/b:' | :ro",
                "workdir app | 'app' | begins with /",
            })
    void bad_values_are_refused_by_name_and_value(String given, String value, String wanted) {
        assertThatThrownBy(() -> read(given))
                .isInstanceOf(UnsupportedFieldException.class)
                .hasMessageContaining("docker parameter '" + given.split(" ", 2)[0] + "'")
                .hasMessageContaining(value.strip())
                .hasMessageContaining(wanted.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ulimit nofile=3000000000 | 2147483647",
                "tmpfs /run | the task's memory",
                "tmpfs /run:size=100k | whole MiB",
                "shm-size 100000 | whole MiB",
                "shm-size 1.3g | whole MiB",
                "memory-swap -1 | without a bound",
                "memory-swap 200000k | whole MiB",
                "memory-swappiness 10 | memory-swap",
                "stop-timeout 0 | 1 to 86400",
                "stop-timeout -7 | 1 to 86400",
                "stop-timeout -1 | for ever",
                "stop-timeout 100000 | 1 to 86400",
            })
    void numbers_that_docker_takes_are_brought_into_the_ranges_of_ecs_with_one_warning(String given, String warning) {
        read(given);
        assertThat(warnings).singleElement().asString().contains("'" + given.split(" ", 2)[0] + "'", warning.strip());
    }

    @Test
    void what_numbers_outside_the_ranges_become() {
        assertThat(options("tmpfs /run", "shm-size 1.3g").linux().tmpfs())
                .containsExactly(new Tmpfs("/run", 128, words()));
        assertThat(options("shm-size 1.3g").linux().sharedMemory()).hasValue(1332);
        assertThat(options("shm-size 0")).isEqualTo(ContainerOptions.NONE);
        assertThat(options("memory-swap -1", "memory-swappiness 10")).isEqualTo(ContainerOptions.NONE);
        assertThat(options("ulimit nofile=3000000000").ulimits())
                .containsExactly(Map.entry("nofile", new Ulimit(Integer.MAX_VALUE, Integer.MAX_VALUE)));
        assertThat(read("stop-timeout 0").stopTimeout()).hasValue(1);
        assertThat(read("stop-timeout -1").stopTimeout()).hasValue(86_400);
    }

    @Test
    void without_a_limit_of_memory_there_is_none_of_swap() {
        memory = OptionalLong.empty();
        assertThat(options("memory-swap 64m")).isEqualTo(ContainerOptions.NONE);
        assertThat(warnings).singleElement().asString().contains("memory-swap", "no limit");
        assertThatThrownBy(() -> read("tmpfs /run")).hasMessageContaining("/run:size=64m");
    }

    static Stream<String> refused() {
        return RefusedParameters.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void what_ecs_cannot_say_is_refused_with_what_to_do(String key) {
        assertThat(DockerParameter.of(key)).as("both known and refused").isEmpty();
        assertThatThrownBy(() -> read(key + " x"))
                .isInstanceOf(UnsupportedFieldException.class)
                .hasMessageContaining("'" + key + "'")
                .hasMessageContaining(RefusedParameters.all().get(key));
    }

    static Stream<String> dropped() {
        return DroppedParameters.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("dropped")
    void what_only_tunes_is_dropped_with_one_warning_for_all_tasks(String key) {
        assertThat(DockerParameter.of(key)).as("both known and dropped").isEmpty();
        assertThat(RefusedParameters.all()).as("both refused and dropped").doesNotContainKey(key);
        DockerParameters plain = read();
        assertThat(read(key + " 100000", key + " 7")).isEqualTo(plain);
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("'" + key + "'", DroppedParameters.all().get(key))
                .doesNotContain("100000");
    }

    @Test
    void what_paasta_sends_with_every_task_runs() {
        DockerParameters parameters = read(
                "memory-swap 192m",
                "cpu-period 100000",
                "cpu-quota 200000",
                "label paasta_service=web",
                "init true",
                "cap-drop SETPCAP",
                "net bridge");
        assertThat(parameters.execution().options().linux().dropped()).containsExactly("SETPCAP");
        assertThat(warnings)
                .hasSize(2)
                .allSatisfy(warning -> assertThat(warning).contains("the task's resources"));
    }

    @Test
    void what_is_so_in_any_case_is_not_worth_a_word() {
        assertThat(read("restart no", "ipc private", "disable-content-trust true"))
                .isEqualTo(read());
        assertThat(warnings).isEmpty();
        assertThatThrownBy(() -> read("restart always")).hasMessageContaining("restart");
    }

    @ParameterizedTest
    @CsvSource({
        "z,false,1",
        "Z,false,1",
        "rw,false,0",
        "ro,true,0",
        "'z,rw',false,1",
        "'ro,Z',true,1",
        "shared,false,1",
        "'rw,rshared,z',false,1",
        "'ro,private',true,0",
        "'slave,nocopy',false,1"
    })
    void modes_of_volumes(String modes, boolean readOnly, int warned) {
        assertThat(read("volume /a:/b:" + modes, "v /c:/d:" + modes).volumes())
                .containsExactly(
                        new Volume("/b", Optional.of("/a"), readOnly), new Volume("/d", Optional.of("/c"), readOnly));
        assertThat(warnings).hasSize(warned);
    }

    @Test
    void options_of_a_log_without_its_driver_are_dropped() {
        assertThat(read("log-opt max-size=1m").log()).isEmpty();
        assertThat(warnings).singleElement().asString().contains("'log-opt'", "log-driver");
    }

    @Test
    void what_nobody_knows_is_refused_with_all_that_is_known() {
        assertThatThrownBy(() -> read("warp 9"))
                .hasMessageContaining("'warp'")
                .hasMessageContaining(DockerParameter.all())
                .hasMessageContaining("isthmus.task-definition");
    }
}
