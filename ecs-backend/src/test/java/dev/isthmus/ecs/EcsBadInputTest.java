package dev.isthmus.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.settings.InvalidSettingException;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.fault.Fault;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** Bad input of the environment: each failure says what was wrong, where, and what to do. */
@Isolated("it takes the credentials of the whole JVM away")
@Timeout(60)
class EcsBadInputTest {

    private static BackendFailure firstFailure(OpenBackend open) throws InterruptedException {
        open.backend.offers().start(open.inventory::add);
        return open.awaitInventory(InventoryEvent.ContactLost.class, event -> true)
                .failure();
    }

    @Test
    void unknown_cluster_is_named_with_region_and_endpoint() throws Exception {
        try (FakeEcs ecs = FakeEcs.start(FakeEcsConfig.builder().build());
                OpenBackend open = new OpenBackend(ecs, Map.of(EcsSettings.CLUSTER, "nowhere"))) {
            BackendFailure failure = firstFailure(open);
            assertThat(failure.category()).isEqualTo(Category.CALLER);
            assertThat(failure.message())
                    .contains("'nowhere'")
                    .contains("us-east-1")
                    .contains(ecs.endpoint().toString())
                    .contains("AWS_ECS_CLUSTER");
        }
    }

    @Test
    void unreachable_endpoint_is_named() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Settings settings = Settings.builder()
                .set(EcsSettings.ENDPOINT, "http://127.0.0.1:" + port)
                .build();
        try (OpenBackend open = new OpenBackend(settings)) {
            BackendFailure failure = firstFailure(open);
            assertThat(failure.category()).isEqualTo(Category.TRANSIENT);
            assertThat(failure.message()).contains("127.0.0.1:" + port).contains("AWS_ECS_ENDPOINT");
        }
    }

    @Test
    void missing_credentials_say_what_to_do_and_none_are_invented_for_anywhere_else() throws Exception {
        assumeThat(System.getenv("AWS_ACCESS_KEY_ID")).isNull();
        String away = "https://ecs.eu-west-1.example.invalid";
        try (FakeEcs ecs = FakeEcs.start();
                OpenBackend open = new OpenBackend(ecs, Map.of(EcsSettings.ENDPOINT, away))) {
            withoutCredentials();
            BackendFailure failure = firstFailure(open);
            assertThat(failure.category()).isEqualTo(Category.DENIED);
            assertThat(failure.message()).contains("no AWS credentials", "AWS_ACCESS_KEY_ID", away);
        } finally {
            asBefore();
        }
    }

    @Test
    void on_this_machine_none_are_needed() throws Exception {
        assumeThat(System.getenv("AWS_ACCESS_KEY_ID")).isNull();
        try (FakeEcs ecs = FakeEcs.start();
                OpenBackend open = new OpenBackend(ecs)) {
            withoutCredentials();
            open.started();
            assertThat(ecs.calls()).isNotEmpty();
        } finally {
            asBefore();
        }
    }

    private static void withoutCredentials() {
        OpenBackend.CREDENTIALS.keySet().forEach(System::clearProperty);
        System.setProperty("aws.sharedCredentialsFile", "/nonexistent/credentials");
        System.setProperty("aws.configFile", "/nonexistent/config");
        System.setProperty("aws.disableEc2Metadata", "true");
    }

    private static void asBefore() {
        System.clearProperty("aws.sharedCredentialsFile");
        System.clearProperty("aws.configFile");
        System.clearProperty("aws.disableEc2Metadata");
    }

    @Test
    void missing_permission_names_the_action() throws Exception {
        try (FakeEcs ecs = FakeEcs.start();
                OpenBackend open = new OpenBackend(ecs)) {
            ecs.injectNext("ListContainerInstances", 1, Fault.accessDenied());
            BackendFailure failure = firstFailure(open);
            assertThat(failure.category()).isEqualTo(Category.DENIED);
            assertThat(failure.message()).contains("ecs:ListContainerInstances");
        }
    }

    @Test
    void expired_credentials_are_told_apart_from_missing_permissions() throws Exception {
        try (FakeEcs ecs = FakeEcs.start();
                OpenBackend open = new OpenBackend(ecs)) {
            ecs.injectNext("ListTasks", 1, Fault.refuse("ExpiredTokenException", 400, "The security token is expired"));
            BackendFailure failure = firstFailure(open);
            assertThat(failure.category()).isEqualTo(Category.DENIED);
            assertThat(failure.message()).contains("expired").contains("renew");
        }
    }

    @Test
    void empty_cluster_is_complete_without_describing_anything() throws Exception {
        try (FakeEcs ecs = FakeEcs.start(FakeEcsConfig.builder().build());
                OpenBackend open = new OpenBackend(ecs)) {
            open.backend.offers().start(open.inventory::add);
            assertThat(open.awaitComplete()).isEmpty();
            assertThat(open.backend.callCounts()).doesNotContainKeys("DescribeTasks", "DescribeContainerInstances");
        }
    }

    @Test
    void settings_that_make_no_sense_are_refused_by_name() {
        assertThatThrownBy(() -> new OpenBackend(Settings.builder()
                        .set(EcsSettings.ENDPOINT, "http://127.0.0.1:1")
                        .set(EcsSettings.TASK_DEFINITION_RULES, "etl=3")
                        .build()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("ISTHMUS_TASK_DEFINITION_RULES")
                .hasMessageContaining("chronos/etl-*=etl:3");
        assertThatThrownBy(() -> Settings.builder()
                        .set(EcsSettings.CALL_TIMEOUT, "0s")
                        .build()
                        .get(EcsSettings.CALL_TIMEOUT))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("ISTHMUS_CALL_TIMEOUT='0s'");
    }
}
