package dev.isthmus.operator.check;

import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.rules.IamRoles;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What only IAM knows, and is not asked: which roles may be given to tasks, and whether ECS has its own. */
final class RolesCheck {

    private RolesCheck() {}

    static List<Finding> of(Settings settings, PolicyStatements policy) {
        List<Finding> findings = new ArrayList<>();
        IamRoles roles = settings.get(EcsSettings.ROLES);
        findings.add(
                roles.all().isEmpty()
                        ? Finding.ok("action iam:PassRole", "not needed: ISTHMUS_ROLES names no role")
                        : Finding.unknown(
                                "action iam:PassRole",
                                "not known for " + new TreeSet<>(roles.all())
                                        + ": it can only be asked by starting a task",
                                policy.granting("iam:PassRole")));
        boolean ownNetwork = !settings.get(EcsSettings.SUBNETS).isEmpty();
        String text =
                "not looked at, as that is a question to IAM: AWSServiceRoleForECS is made with the first cluster";
        findings.add(
                ownNetwork
                        ? Finding.unknown(
                                "service-linked role",
                                text + ", and tasks with network mode awsvpc need it",
                                "see it: aws iam get-role --role-name AWSServiceRoleForECS",
                                "make it: aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com")
                        : Finding.unknown(
                                "service-linked role",
                                text,
                                "see it: aws iam get-role --role-name AWSServiceRoleForECS"));
        return findings;
    }
}
