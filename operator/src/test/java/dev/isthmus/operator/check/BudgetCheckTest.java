package dev.isthmus.operator.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.budget.RaisedQuota;
import org.junit.jupiter.api.Test;

/** What is said of quotas is true of those that were just shown. */
class BudgetCheckTest {

    private static String said(Settings settings) {
        return BudgetCheck.of(settings, 10, 100).toString();
    }

    @Test
    void budgets_are_the_usual_ones_of_AWS_where_nothing_is_raised() {
        assertThat(said(Settings.none()))
                .contains("40 starts and stops a second")
                .contains("the budgets above are AWS's usual")
                .doesNotContain("ISTHMUS_BUDGET_RAISED");
    }

    @Test
    void raised_budget_is_not_called_usual() {
        Settings raised = Settings.builder()
                .set(RaisedQuota.RAISED, "cluster-resource-modify=200/80", "here")
                .build();
        assertThat(said(raised))
                .contains("80 starts and stops a second")
                .contains("the budgets above are as ISTHMUS_BUDGET_RAISED says, the others AWS's usual");
    }
}
