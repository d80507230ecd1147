package dev.isthmus.ecs.sdk.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.task.PortMapping;
import dev.isthmus.ecs.view.TaskView.ContainerView;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.NetworkBinding;
import software.amazon.awssdk.services.ecs.model.NetworkInterface;
import software.amazon.awssdk.services.ecs.model.Task;

/** Addresses and ports of both families. */
class ViewsTest {

    private static ContainerView view(Container container) {
        return Views.task(Task.builder().taskArn("arn").containers(container).build())
                .containers()
                .get(0);
    }

    private static NetworkBinding binding(String bindIp, int hostPort) {
        return NetworkBinding.builder()
                .bindIP(bindIp)
                .containerPort(80)
                .hostPort(hostPort)
                .build();
    }

    @Test
    void ipv4_comes_first_and_a_placeholder_is_no_address() {
        ContainerView container = view(Container.builder()
                .name("main")
                .networkInterfaces(
                        NetworkInterface.builder()
                                .privateIpv4Address("10.0.0.7")
                                .ipv6Address("2001:db8::7")
                                .build(),
                        NetworkInterface.builder()
                                .privateIpv4Address("0.0.0.0")
                                .ipv6Address("2001:db8::8")
                                .build())
                .build());
        assertThat(container.addresses()).containsExactly("10.0.0.7", "2001:db8::7", "2001:db8::8");
    }

    @Test
    void binding_of_ipv4_comes_first() {
        ContainerView container = view(Container.builder()
                .name("main")
                .networkBindings(binding("::", 32769), binding("0.0.0.0", 32768))
                .build());
        assertThat(container.ports()).extracting(PortMapping::hostPort).containsExactly(32768, 32769);
    }
}
