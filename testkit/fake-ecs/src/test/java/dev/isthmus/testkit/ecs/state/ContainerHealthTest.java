package dev.isthmus.testkit.ecs.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.testkit.ecs.EcsRequests;
import dev.isthmus.testkit.ecs.OverTheWire;
import dev.isthmus.testkit.ecs.runtime.ContainerId;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.HealthCheck;
import software.amazon.awssdk.services.ecs.model.HealthStatus;
import software.amazon.awssdk.services.ecs.model.Task;

/** The health of containers and tasks, as HealthCheck documents it. */
class ContainerHealthTest extends OverTheWire {
    private String app;
    private String pair;

    @BeforeEach
    void tasks() {
        HealthCheck check = HealthCheck.builder()
                .command("CMD-SHELL", "true")
                .retries(2)
                .startPeriod(10)
                .build();
        client.registerTaskDefinition(
                EcsRequests.define("app", EcsRequests.main("x").healthCheck(check)));
        client.registerTaskDefinition(EcsRequests.define(
                "pair",
                EcsRequests.main("x").healthCheck(check),
                EcsRequests.main("x").name("twin").healthCheck(check),
                EcsRequests.main("x").name("side").essential(false).healthCheck(check)));
        app = startOn(instance(0), "app");
        pair = startOn(instance(1), "pair");
    }

    private HealthStatus health(String arn) {
        return describe(arn).healthStatus();
    }

    @Test
    void a_container_is_unknown_until_its_check_has_passed_or_failed() {
        assertThat(describe(app).containers().get(0).healthStatus()).isEqualTo(HealthStatus.UNKNOWN);
        containers.checks(app, true);
        assertThat(describe(app).containers().get(0).healthStatus()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(health(app)).isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void it_is_unhealthy_after_as_many_failures_in_a_row_as_there_are_retries() {
        containers.checks(app, true);
        containers.checks(app, false);
        containers.checks(app, true);
        containers.checks(app, false);
        assertThat(health(app)).isEqualTo(HealthStatus.HEALTHY);
        containers.checks(app, false);
        assertThat(health(app)).isEqualTo(HealthStatus.UNHEALTHY);
        containers.checks(app, true);
        assertThat(health(app)).isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void failures_in_the_start_period_do_not_count() {
        clock.advance(Duration.ofSeconds(10).minusMillis(1));
        for (int i = 0; i < 5; i++) {
            containers.checks(app, false);
        }
        assertThat(health(app)).isEqualTo(HealthStatus.UNKNOWN);
        clock.advance(Duration.ofMillis(1));
        containers.checks(app, false);
        assertThat(health(app)).isEqualTo(HealthStatus.UNKNOWN);
        containers.checks(app, false);
        assertThat(health(app)).isEqualTo(HealthStatus.UNHEALTHY);
    }

    @Test
    void unhealthy_tasks_run_on_and_keep_their_version() {
        Task before = describe(app);
        ecs.health(app, "main", HealthStatus.UNHEALTHY);
        Task after = describe(app);
        assertThat(after.healthStatus()).isEqualTo(HealthStatus.UNHEALTHY);
        assertThat(after.lastStatus()).isEqualTo("RUNNING");
        assertThat(after.desiredStatus()).isEqualTo("RUNNING");
        assertThat(after.version()).isEqualTo(before.version());
    }

    @Test
    void the_task_is_as_the_worst_of_its_essential_containers() {
        ecs.health(pair, "side", HealthStatus.UNHEALTHY);
        ecs.health(pair, "main", HealthStatus.HEALTHY);
        assertThat(health(pair)).as("twin is UNKNOWN").isEqualTo(HealthStatus.UNKNOWN);
        ecs.health(pair, "twin", HealthStatus.HEALTHY);
        assertThat(health(pair)).as("side is not essential").isEqualTo(HealthStatus.HEALTHY);
        ecs.health(pair, "main", HealthStatus.UNKNOWN);
        ecs.health(pair, "twin", HealthStatus.UNHEALTHY);
        assertThat(health(pair)).isEqualTo(HealthStatus.UNHEALTHY);
    }

    @Test
    void the_agents_verdict_starts_the_count_again() {
        clock.advance(Duration.ofSeconds(10));
        containers.checks(app, false);
        ecs.health(app, "main", HealthStatus.HEALTHY);
        containers.checks(app, false);
        assertThat(health(app)).isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void nothing_is_heard_of_health_while_the_agent_is_away() {
        ecs.disconnectAgent(instance(0));
        ecs.health(app, "main", HealthStatus.HEALTHY);
        assertThat(health(app)).isEqualTo(HealthStatus.UNKNOWN);
        ecs.reconnectAgent(instance(0));
        assertThat(health(app)).isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void what_is_not_checked_has_no_health_to_set() {
        client.registerTaskDefinition(EcsRequests.define("plain", EcsRequests.main("x")));
        String plain = startOn(instance(0), "plain");
        assertThat(health(plain)).isEqualTo(HealthStatus.UNKNOWN);
        assertThatThrownBy(() -> ecs.health(plain, "main", HealthStatus.HEALTHY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("healthCheck");
        assertThatThrownBy(() -> ecs.health(app, "other", HealthStatus.HEALTHY))
                .isInstanceOf(IllegalArgumentException.class);
        containers.exits(app, 0);
        assertThatThrownBy(() -> ecs.health(app, "main", HealthStatus.HEALTHY))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> containers.checks(new ContainerId(app, "main"), true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not run");
    }
}
