package dev.isthmus.operator.check;

import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.budget.RaisedQuota;
import dev.isthmus.ecs.budget.RequestBudget;
import dev.isthmus.ecs.call.ThrottleBucket;
import dev.isthmus.operator.check.finding.Finding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** What the request budget and the quotas of the account allow a cluster of this size. The figures are those of docs/guide/operating.md. */
final class BudgetCheck {

    private static final String BUDGET = "request budget";
    private static final String QUOTAS = "quotas";

    /** As the framework's patience goes: a look that comes less often than this is late for kills and health. */
    private static final BigDecimal RARELY = BigDecimal.valueOf(30);

    /** Container instances a cluster. Source: Amazon ECS service quotas. */
    private static final int INSTANCES_OF_A_CLUSTER = 5000;

    private BudgetCheck() {}

    static List<Finding> of(Settings settings, int instances, int tasks) {
        List<Finding> findings = new ArrayList<>();
        long percent = settings.get(EcsSettings.BUDGET_PERCENT);
        RequestBudget budget = new RequestBudget(percent, settings.get(RaisedQuota.RAISED));
        BigDecimal listing = seconds(tasks, 800, percent);
        BigDecimal describing = seconds(instances, 200, percent);
        String text = percent + " % of the account's: " + rate(ThrottleBucket.CLUSTER_MODIFY, budget)
                + " starts and stops a second, "
                + rate(ThrottleBucket.DEFINITION_MODIFY, budget) + " new kinds a second; " + tasks
                + " tasks are listed no more often than every "
                + listing + " s, " + instances + " instances looked at every " + describing + " s";
        findings.add(
                listing.max(describing).compareTo(RARELY) > 0
                        ? Finding.unknown(
                                BUDGET,
                                text,
                                "raise ISTHMUS_BUDGET_PERCENT if no other driver or tool needs the rest, or use a part of the"
                                        + " cluster by ISTHMUS_INSTANCES")
                        : Finding.ok(BUDGET, text));
        findings.add(quotas(instances, !budget.raised().isEmpty()));
        return findings;
    }

    private static Finding quotas(int instances, boolean raised) {
        return instances > INSTANCES_OF_A_CLUSTER * 9 / 10
                ? Finding.unknown(
                        QUOTAS,
                        instances + " instances: a cluster has at most " + INSTANCES_OF_A_CLUSTER,
                        "ask for more: aws service-quotas list-service-quotas --service-code ecs")
                : Finding.unknown(
                        QUOTAS,
                        "those of the account are not known: ECS does not tell them, and the budgets above are "
                                + (raised ? "as " + RaisedQuota.RAISED.name() + " says, the others " : "")
                                + "AWS's usual",
                        "see them: aws service-quotas list-service-quotas --service-code ecs");
    }

    private static String rate(ThrottleBucket bucket, RequestBudget budget) {
        return BigDecimal.valueOf(budget.mostPerSecond(bucket))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static BigDecimal seconds(int count, int aSecond, long percent) {
        return BigDecimal.valueOf(count)
                .multiply(BigDecimal.valueOf(100))
                .divide(BigDecimal.valueOf(aSecond * percent), 1, RoundingMode.UP);
    }
}
