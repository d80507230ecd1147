package dev.isthmus.testkit.ecs.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.testkit.ecs.operation.Operation;
import dev.isthmus.testkit.ecs.operation.Operations;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The token buckets of "Request throttling for the Amazon ECS API". */
class BudgetsTest {
    private static final Instant START = Instant.EPOCH;

    private final RequestBudgets aws = new RequestBudgets(Budgets.ofAws(), START);

    private static int admitted(RequestBudgets budgets, String operation, Instant now) {
        int count = 0;
        while (count < 1000 && budgets.refusal(operation, now).isEmpty()) {
            count++;
        }
        return count;
    }

    @ParameterizedTest(name = "{0}: {1} at once, {2} a second")
    @CsvSource({
        "StartTask, 100, 40",
        "RunTask, 100, 40",
        "StopTask, 100, 40",
        "PutAttributes, 100, 40",
        "DeleteAttributes, 100, 40",
        "ExecuteCommand, 100, 40",
        "DeregisterContainerInstance, 100, 40",
        "UpdateContainerAgent, 100, 40",
        "UpdateContainerInstancesState, 100, 40",
        "DescribeTasks, 100, 20",
        "ListTasks, 100, 20",
        "DescribeContainerInstances, 100, 20",
        "ListContainerInstances, 100, 20",
        "ListAttributes, 100, 20",
        "UpdateTaskProtection, 100, 40",
        "GetTaskProtection, 100, 20",
        "RegisterTaskDefinition, 20, 1",
        "DeregisterTaskDefinition, 20, 1",
        "DescribeTaskDefinition, 50, 20",
        "ListTaskDefinitions, 50, 20",
        "ListTaskDefinitionFamilies, 50, 20",
        "DeleteTaskDefinitions, 5, 1",
        "CreateCluster, 20, 1",
        "DeleteCluster, 20, 1",
        "UpdateCluster, 20, 1",
        "UpdateClusterSettings, 20, 1",
        "PutClusterCapacityProviders, 20, 1",
        "DescribeClusters, 50, 20",
        "ListClusters, 50, 20",
        "CreateCapacityProvider, 10, 1",
        "UpdateCapacityProvider, 10, 1",
        "DeleteCapacityProvider, 10, 1",
        "DescribeCapacityProviders, 50, 20",
        "TagResource, 20, 10",
        "UntagResource, 20, 10",
        "ListTagsForResource, 50, 20",
        "PutAccountSetting, 10, 1",
        "PutAccountSettingDefault, 10, 1",
        "DeleteAccountSetting, 10, 1",
        "ListAccountSettings, 50, 20",
        "RegisterContainerInstance, 200, 120",
        "SubmitTaskStateChange, 200, 120",
        "GetLogEvents, 25, 25",
    })
    void an_operation_has_its_burst_and_its_rate(String operation, int burst, int perSecond) {
        assertThat(admitted(aws, operation, START)).isEqualTo(burst);
        assertThat(admitted(aws, operation, START.plusSeconds(1))).isEqualTo(perSecond);
        assertThat(admitted(aws, operation, START.plusSeconds(1))).isZero();
        assertThat(admitted(aws, operation, START.plusSeconds(1000)))
                .as("a full bucket holds no more")
                .isEqualTo(burst);
    }

    @Test
    void every_operation_that_is_implemented_has_a_bucket() {
        assertThat(Operations.all())
                .extracting(Operation::name)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(Bucket.of(name)).as(name).isPresent());
    }

    @Test
    void the_operations_of_a_row_share_a_bucket_and_others_do_not() {
        assertThat(admitted(aws, "StartTask", START)).isEqualTo(100);
        assertThat(admitted(aws, "StopTask", START)).isZero();
        assertThat(admitted(aws, "DescribeTasks", START)).isEqualTo(100);
    }

    @Test
    void a_refusal_is_an_unmodelled_throttling_exception() {
        admitted(aws, "DeleteTaskDefinitions", START);
        ServiceError error = aws.refusal("DeleteTaskDefinitions", START).orElseThrow();
        assertThat(error.code()).isEqualTo("ThrottlingException");
        assertThat(error.status()).isEqualTo(400);
        assertThat(error.text()).isEqualTo("Rate exceeded");
    }

    @Test
    void tokens_come_one_by_one_and_sum_up_exactly() {
        admitted(aws, "RegisterTaskDefinition", START);
        for (int i = 1; i <= 9; i++) {
            assertThat(admitted(aws, "RegisterTaskDefinition", START.plusMillis(100L * i)))
                    .isZero();
        }
        assertThat(admitted(aws, "RegisterTaskDefinition", START.plusSeconds(1)))
                .as("ten tenths are a second")
                .isEqualTo(1);
    }

    @Test
    void a_clock_that_steps_back_fills_nothing() {
        Instant later = START.plusSeconds(100);
        admitted(aws, "DeleteTaskDefinitions", later);
        assertThat(admitted(aws, "DeleteTaskDefinitions", START)).isZero();
        assertThat(admitted(aws, "DeleteTaskDefinitions", later)).isZero();
        assertThat(admitted(aws, "DeleteTaskDefinitions", later.plusSeconds(2))).isEqualTo(2);
    }

    @Test
    void a_share_leaves_that_part_of_burst_and_rate_but_at_least_one_call() {
        RequestBudgets half = new RequestBudgets(Budgets.ofAws().share(0.5), START);
        assertThat(admitted(half, "StartTask", START)).isEqualTo(50);
        assertThat(admitted(half, "StartTask", START.plusSeconds(1))).isEqualTo(20);
        RequestBudgets little = new RequestBudgets(Budgets.ofAws().share(0.1), START);
        assertThat(admitted(little, "DeleteTaskDefinitions", START)).isEqualTo(1);
        assertThat(admitted(little, "DeleteTaskDefinitions", START.plus(Duration.ofSeconds(9))))
                .isZero();
        assertThat(admitted(little, "DeleteTaskDefinitions", START.plus(Duration.ofSeconds(10))))
                .isEqualTo(1);
    }

    @Test
    void one_bucket_can_be_set() {
        RequestBudgets budgets =
                new RequestBudgets(Budgets.unlimited().with(Bucket.CLUSTER_RESOURCE_READ, new Rate(3, 1)), START);
        assertThat(admitted(budgets, "DescribeTasks", START)).isEqualTo(3);
        assertThat(admitted(budgets, "StartTask", START)).as("unlimited").isEqualTo(1000);
    }

    @Test
    void without_limits_and_without_a_bucket_nothing_is_throttled() {
        RequestBudgets budgets = new RequestBudgets(Budgets.unlimited(), START);
        assertThat(admitted(budgets, "StartTask", START)).isEqualTo(1000);
        assertThat(admitted(aws, "CreateService", START)).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1.01, Double.NaN})
    void a_share_is_a_part(double share) {
        assertThatThrownBy(() -> Budgets.ofAws().share(share))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(String.valueOf(share));
    }

    @Test
    void a_rate_is_checked() {
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new Rate(bad, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Rate(1, bad)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(new Rate(1, 0.1).capacity()).isEqualTo(1);
    }
}
