package dev.isthmus.master.role;

import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.mesos.framework.RoleNames;
import dev.isthmus.mesos.messages.v1.Protos.WeightInfo;
import dev.isthmus.mesos.resource.Scalars;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What weights may be (src/master/weights_handler.cpp, {@code _updateWeights}). Of several of one role the last counts. */
final class WeightRules {

    private static final String WRONG = "Failed to validate update weights request JSON";

    private WeightRules() {}

    static ChangeVerdict<RoleFact> judge(List<WeightInfo> weights) {
        SortedMap<String, Amount> byRole = new TreeMap<>();
        for (WeightInfo info : weights) {
            // It may stand between white space.
            String role = info.getRole().strip();
            Optional<String> problem = RoleNames.problem(role);
            if (problem.isPresent()) {
                return ChangeVerdict.refused(WRONG + ": Invalid role '" + role + "': " + problem.get());
            }
            if (info.getWeight() <= 0) {
                return wrong(role, info.getWeight(), "Weights must be positive");
            }
            Optional<Amount> weight = Scalars.amount(info.getWeight());
            if (weight.isEmpty()) {
                return wrong(role, info.getWeight(), "Weights are held from 0.001 to 9.2e15, with three decimals");
            }
            byRole.put(role, weight.get());
        }
        return new ChangeVerdict.Granted<>(new RoleFact.Weights(new MasterEntry.Weights(byRole)));
    }

    private static ChangeVerdict<RoleFact> wrong(String role, double weight, String why) {
        return ChangeVerdict.refused(
                WRONG + " for role '" + role + "': Invalid weight '" + ScalarText.of(weight) + "': " + why);
    }
}
