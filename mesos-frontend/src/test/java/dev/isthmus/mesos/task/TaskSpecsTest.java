package dev.isthmus.mesos.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.task.CommandUri;
import dev.isthmus.api.task.Container;
import dev.isthmus.api.task.HealthCheck.Probe;
import dev.isthmus.api.task.PortMapping;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.api.translation.Translation;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.messages.Protos.CheckInfo;
import dev.isthmus.mesos.messages.Protos.CommandInfo;
import dev.isthmus.mesos.messages.Protos.ContainerInfo;
import dev.isthmus.mesos.messages.Protos.ContainerInfo.DockerInfo;
import dev.isthmus.mesos.messages.Protos.DurationInfo;
import dev.isthmus.mesos.messages.Protos.Environment;
import dev.isthmus.mesos.messages.Protos.HealthCheck;
import dev.isthmus.mesos.messages.Protos.Image;
import dev.isthmus.mesos.messages.Protos.KillPolicy;
import dev.isthmus.mesos.messages.Protos.Label;
import dev.isthmus.mesos.messages.Protos.Labels;
import dev.isthmus.mesos.messages.Protos.LinuxInfo;
import dev.isthmus.mesos.messages.Protos.MountPropagation;
import dev.isthmus.mesos.messages.Protos.NetworkInfo;
import dev.isthmus.mesos.messages.Protos.Parameter;
import dev.isthmus.mesos.messages.Protos.RLimitInfo;
import dev.isthmus.mesos.messages.Protos.Secret;
import dev.isthmus.mesos.messages.Protos.TTYInfo;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.Volume;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TaskSpecsTest {

    private final TaskInfo.Builder task = Messages.task("t", "a1", 0.1, 32).toBuilder();

    private TaskSpec read() {
        return ((Translation.Translated<TaskSpec>) TaskSpecs.read(task.build())).value();
    }

    private String refusal() {
        return ((Translation.Refused<TaskSpec>) TaskSpecs.read(task.build())).message();
    }

    /** The app of the original's README, as Marathon sends it. */
    @Test
    void a_marathon_task_keeps_all_it_says() {
        task.setName("nginx")
                .setCommand(CommandInfo.newBuilder()
                        .setValue("nginx:2")
                        .setUser("root")
                        .addUris(CommandInfo.URI.newBuilder().setValue("http://x/y.tgz"))
                        .addUris(CommandInfo.URI
                                .newBuilder()
                                .setValue("http://x/run?v=1")
                                .setExecutable(true)
                                .setExtract(false)
                                .setOutputFile("bin/run"))
                        .setEnvironment(Environment.newBuilder()
                                .addVariables(Environment.Variable.newBuilder()
                                        .setName("PORT0")
                                        .setValue("80"))))
                .setContainer(ContainerInfo.newBuilder()
                        .setType(ContainerInfo.Type.DOCKER)
                        .setDocker(DockerInfo.newBuilder()
                                .setImage("ignore")
                                .setNetwork(DockerInfo.Network.BRIDGE)
                                .addPortMappings(DockerInfo.PortMapping.newBuilder()
                                        .setHostPort(80)
                                        .setContainerPort(8080)
                                        .setProtocol("udp"))
                                .addParameters(
                                        Parameter.newBuilder().setKey("label").setValue("MESOS_TASK_ID=t"))
                                .setForcePullImage(true))
                        .addVolumes(Volume.newBuilder()
                                .setContainerPath("/in")
                                .setHostPath("/out")
                                .setMode(Volume.Mode.RO)))
                .setLabels(Labels.newBuilder()
                        .addLabels(Label.newBuilder().setKey("k").setValue("first"))
                        .addLabels(Label.newBuilder().setKey("k").setValue("last")))
                .setKillPolicy(KillPolicy.newBuilder()
                        .setGracePeriod(DurationInfo.newBuilder().setNanoseconds(7_000_000_000L)));
        TaskSpec spec = read();
        assertThat(spec.name()).isEqualTo("nginx");
        assertThat(spec.command().shell()).isTrue();
        assertThat(spec.command().value()).contains("nginx:2");
        assertThat(spec.command().user()).contains("root");
        assertThat(spec.command().uris())
                .containsExactly(
                        CommandUri.of("http://x/y.tgz"),
                        new CommandUri("http://x/run?v=1", true, false, Optional.of("bin/run")));
        assertThat(spec.command().environment()).containsEntry("PORT0", "80");
        assertThat(spec.container().image()).contains("ignore");
        assertThat(spec.container().network()).contains(Container.Network.BRIDGE);
        assertThat(spec.container().portMappings())
                .containsExactly(new PortMapping(80, 8080, PortMapping.Protocol.UDP));
        assertThat(spec.container().parameters())
                .containsExactly(new dev.isthmus.api.task.Parameter("label", "MESOS_TASK_ID=t"));
        assertThat(spec.container().forcePullImage()).isTrue();
        assertThat(spec.container().volumes().get(0).readOnly()).isTrue();
        assertThat(spec.labels()).containsEntry("k", "last");
        assertThat(spec.killGrace()).contains(Duration.ofSeconds(7));
    }

    @Test
    void point_91_without_a_kill_policy_a_task_has_the_time_that_mesoss_executors_give() {
        assertThat(read().killGrace()).as("a command").contains(Duration.ofSeconds(3));
        task.setContainer(ContainerInfo.newBuilder()
                .setType(ContainerInfo.Type.MESOS)
                .setMesos(ContainerInfo.MesosInfo.newBuilder()
                        .setImage(Image.newBuilder()
                                .setType(Image.Type.DOCKER)
                                .setDocker(Image.Docker.newBuilder().setName("busybox")))));
        assertThat(read().killGrace())
                .as("a command in an image of Mesos's own")
                .contains(Duration.ofSeconds(3));
        DockerInfo docker = DockerInfo.newBuilder().setImage("busybox").build();
        task.setContainer(
                ContainerInfo.newBuilder().setType(ContainerInfo.Type.DOCKER).setDocker(docker));
        assertThat(read().killGrace()).as("Docker").contains(Duration.ofSeconds(5));
        task.getContainerBuilder()
                .getDockerBuilder()
                .addParameters(Parameter.newBuilder().setKey("stop-timeout").setValue("60"));
        assertThat(read().killGrace()).as("Docker's own parameter").isEmpty();
    }

    @Test
    void a_mesos_container_without_image_is_no_container() {
        task.setContainer(ContainerInfo.newBuilder().setType(ContainerInfo.Type.MESOS));
        assertThat(read().container()).isEqualTo(Container.NONE);
        task.setContainer(ContainerInfo.newBuilder()
                .setType(ContainerInfo.Type.MESOS)
                .setMesos(ContainerInfo.MesosInfo.newBuilder()
                        .setImage(Image.newBuilder()
                                .setType(Image.Type.DOCKER)
                                .setDocker(Image.Docker.newBuilder().setName("busybox")))));
        assertThat(read().container().image()).contains("busybox");
    }

    private void imageOfMesos(Image.Builder image) {
        task.setContainer(ContainerInfo.newBuilder()
                .setType(ContainerInfo.Type.MESOS)
                .setMesos(ContainerInfo.MesosInfo.newBuilder().setImage(image)));
    }

    @Test
    void an_image_that_is_none_of_dockers_is_refused() {
        imageOfMesos(Image.newBuilder()
                .setType(Image.Type.APPC)
                .setAppc(Image.Appc.newBuilder().setName("busybox")));
        assertThat(refusal()).contains("container.mesos.image is of type APPC");
        imageOfMesos(Image.newBuilder()
                .setType(Image.Type.APPC)
                .setDocker(Image.Docker.newBuilder().setName("busybox")));
        assertThat(refusal()).as("what else is set does not count").contains("APPC");
        imageOfMesos(Image.newBuilder().setType(Image.Type.DOCKER));
        assertThat(refusal()).contains("container.mesos.image has no docker.name");
    }

    @Test
    void credentials_of_an_images_registry_are_named_for_a_warning() {
        imageOfMesos(Image.newBuilder()
                .setType(Image.Type.DOCKER)
                .setDocker(Image.Docker.newBuilder()
                        .setName("busybox")
                        .setConfig(Secret.newBuilder().setType(Secret.Type.VALUE))));
        assertThat(read().container().image()).contains("busybox");
        assertThat(read().unheeded()).containsExactly("container.mesos.image.docker.config");
    }

    @Test
    void a_path_of_the_host_is_the_same_as_a_source() {
        Volume.Source.Builder source = Volume.Source.newBuilder()
                .setType(Volume.Source.Type.HOST_PATH)
                .setHostPath(Volume.Source.HostPath.newBuilder().setPath("/out"));
        ContainerInfo.Builder container = task.getContainerBuilder().setType(ContainerInfo.Type.MESOS);
        container
                .addVolumes(Volume.newBuilder()
                        .setContainerPath("/in")
                        .setMode(Volume.Mode.RO)
                        .setSource(source))
                .addVolumes(Volume.newBuilder()
                        .setContainerPath("/in")
                        .setMode(Volume.Mode.RO)
                        .setHostPath("/out"));
        assertThat(read().container().volumes().get(0))
                .isEqualTo(read().container().volumes().get(1));
        assertThat(read().unheeded()).isEmpty();
        source.getHostPathBuilder()
                .setMountPropagation(MountPropagation.newBuilder().setMode(MountPropagation.Mode.BIDIRECTIONAL));
        container.getVolumesBuilder(0).setSource(source);
        assertThat(read().unheeded()).containsExactly("container.volumes.source.host_path.mount_propagation");
        container.getVolumesBuilder(0).getSourceBuilder().setType(Volume.Source.Type.SANDBOX_PATH);
        assertThat(refusal()).contains("'/in'").contains("SANDBOX_PATH");
    }

    @Test
    void health_checks_keep_their_times() {
        task.setHealthCheck(HealthCheck.newBuilder()
                .setHttp(HealthCheck.HTTPCheckInfo.newBuilder().setPort(8080).setPath("/up"))
                .setIntervalSeconds(2.5)
                .setConsecutiveFailures(2));
        dev.isthmus.api.task.HealthCheck check = read().healthCheck().orElseThrow();
        assertThat(check.probe()).isEqualTo(new Probe.ByHttp("http", 8080, "/up"));
        assertThat(check.interval()).isEqualTo(Duration.ofMillis(2500));
        assertThat(check.delay()).isEqualTo(Duration.ofSeconds(15));
        assertThat(check.consecutiveFailures()).isEqualTo(2);
    }

    @Test
    void a_port_of_both_protocols_is_mapped_for_each() {
        task.setContainer(ContainerInfo.newBuilder()
                .setType(ContainerInfo.Type.DOCKER)
                .setDocker(DockerInfo.newBuilder()
                        .setImage("dns")
                        .setNetwork(DockerInfo.Network.BRIDGE)
                        .addPortMappings(DockerInfo.PortMapping.newBuilder()
                                .setHostPort(31000)
                                .setContainerPort(53)
                                .setProtocol("udp,tcp"))));
        assertThat(read().container().portMappings())
                .containsExactly(
                        new PortMapping(31000, 53, PortMapping.Protocol.UDP),
                        new PortMapping(31000, 53, PortMapping.Protocol.TCP));
    }

    @Test
    void health_checks_may_have_the_numbers_that_mesos_takes() {
        task.setHealthCheck(HealthCheck.newBuilder()
                .setTcp(HealthCheck.TCPCheckInfo.newBuilder().setPort(80))
                .setType(HealthCheck.Type.TCP)
                .setIntervalSeconds(0)
                .setDelaySeconds(0)
                .setGracePeriodSeconds(Double.POSITIVE_INFINITY)
                .setTimeoutSeconds(0.0001)
                .setConsecutiveFailures(0));
        dev.isthmus.api.task.HealthCheck check = read().healthCheck().orElseThrow();
        assertThat(check.consecutiveFailures()).as("killed at the first").isZero();
        assertThat(check.timeout()).as("zero would be none").isEqualTo(Duration.ofMillis(1));
        assertThat(check.interval()).isZero();
        task.getHealthCheckBuilder().setConsecutiveFailures(-1);
        assertThat(read().healthCheck().orElseThrow().consecutiveFailures())
                .as("4294967295 on the wire")
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void what_cannot_be_run_is_refused_by_name() {
        task.getCommandBuilder()
                .setEnvironment(Environment.newBuilder()
                        .addVariables(Environment.Variable.newBuilder()
                                .setName("PASSWORD")
                                .setType(Environment.Variable.Type.SECRET)));
        assertThat(refusal()).contains("'t'").contains("'PASSWORD'");
        task.getCommandBuilder().clearEnvironment();
        task.setContainer(ContainerInfo.newBuilder()
                .setType(ContainerInfo.Type.DOCKER)
                .setDocker(DockerInfo.newBuilder()
                        .setImage("x")
                        .addPortMappings(DockerInfo.PortMapping.newBuilder()
                                .setHostPort(80)
                                .setContainerPort(80)
                                .setProtocol("sctp"))));
        assertThat(refusal()).contains("sctp");
        task.getContainerBuilder()
                .getDockerBuilder()
                .getPortMappingsBuilder(0)
                .setProtocol("tcp")
                .setHostPort(99999);
        assertThat(refusal()).contains("99999");
    }

    @Test
    void the_environment_is_never_in_the_text() {
        task.getCommandBuilder()
                .setEnvironment(Environment.newBuilder()
                        .addVariables(Environment.Variable.newBuilder()
                                .setName("PASSWORD")
                                .setValue("hunter2")));
        assertThat(read().toString()).doesNotContain("hunter2");
    }

    private ContainerInfo.Builder docker() {
        return task.getContainerBuilder()
                .setType(ContainerInfo.Type.DOCKER)
                .setDocker(DockerInfo.newBuilder().setImage("app"));
    }

    // The volume driver is deprecated in Mesos, and still sent.
    @SuppressWarnings("deprecation")
    @Test
    void what_a_task_may_rely_on_is_refused_by_name() {
        docker().setLinuxInfo(LinuxInfo.getDefaultInstance());
        assertThat(refusal()).contains("container.linux_info");
        docker().clearLinuxInfo().setRlimitInfo(RLimitInfo.getDefaultInstance());
        assertThat(refusal()).contains("container.rlimit_info");
        docker().clearRlimitInfo().getDockerBuilder().setVolumeDriver("nfs");
        assertThat(refusal()).contains("container.docker.volume_driver");
    }

    @Test
    void what_is_nice_to_have_is_named_for_a_warning() {
        docker().setTtyInfo(TTYInfo.getDefaultInstance())
                .addNetworkInfos(NetworkInfo.newBuilder().setName("dcos"));
        task.setCheck(CheckInfo.getDefaultInstance())
                .setHealthCheck(HealthCheck.newBuilder()
                        .setType(HealthCheck.Type.TCP)
                        .setTcp(HealthCheck.TCPCheckInfo.newBuilder()
                                .setPort(80)
                                .setProtocol(NetworkInfo.Protocol.IPv6)));
        assertThat(read().unheeded())
                .containsExactly("check", "health_check.tcp.protocol", "container.tty_info", "container.network_infos");
    }

    @Test
    void a_named_network_without_docker_is_one_of_the_users() {
        task.getContainerBuilder()
                .setType(ContainerInfo.Type.MESOS)
                .setHostname("h")
                .addNetworkInfos(NetworkInfo.newBuilder()
                        .setName("cni")
                        .addPortMappings(NetworkInfo.PortMapping.newBuilder()
                                .setHostPort(31000)
                                .setContainerPort(80)));
        Container container = read().container();
        assertThat(container.network()).contains(Container.Network.USER);
        assertThat(container.portMappings()).containsExactly(new PortMapping(31000, 80, PortMapping.Protocol.TCP));
        assertThat(container.parameters()).containsExactly(new dev.isthmus.api.task.Parameter("hostname", "h"));
    }
}
