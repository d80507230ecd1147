package dev.isthmus.master.api;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.master.role.RoleSettings;
import dev.isthmus.master.role.RolesView;
import dev.isthmus.master.snapshot.RoleUse;
import dev.isthmus.mesos.messages.v1.Protos.Resource;
import dev.isthmus.mesos.messages.v1.Protos.Role;
import dev.isthmus.mesos.messages.v1.Protos.Value;
import dev.isthmus.mesos.messages.v1.Protos.WeightInfo;
import dev.isthmus.mesos.messages.v1.quota.Protos.QuotaConfig;
import dev.isthmus.mesos.messages.v1.quota.Protos.QuotaInfo;
import dev.isthmus.mesos.messages.v1.quota.Protos.QuotaStatus;
import dev.isthmus.mesos.resource.Scalars;
import java.util.List;

/** What is known of roles, in Mesos's messages. */
final class RoleMessages {

    private static final List<String> SHOWN = List.of("cpus", "disk", "gpus", "mem");

    private RoleMessages() {}

    /** The weights that were ever set, by role. */
    static List<WeightInfo> weights(RoleSettings settings) {
        return settings.weights().entrySet().stream()
                .map(each -> WeightInfo.newBuilder()
                        .setRole(each.getKey())
                        .setWeight(Scalars.value(each.getValue()))
                        .build())
                .toList();
    }

    /** The quotas, by role, in the present form and in the old one, which has no limits. */
    @SuppressWarnings("deprecation") // Mesos still sends the old form, too.
    static QuotaStatus quotas(RoleSettings settings) {
        QuotaStatus.Builder status = QuotaStatus.newBuilder();
        settings.quotas().forEach((role, quota) -> {
            QuotaInfo.Builder info = status.addInfosBuilder().setRole(role);
            quota.guarantees().forEach((name, amount) -> info.addGuarantee(resource(name.value(), amount)));
            QuotaConfig.Builder config = status.addConfigsBuilder().setRole(role);
            quota.guarantees().forEach((name, amount) -> config.putGuarantees(name.value(), scalar(amount)));
            quota.limits().forEach((name, amount) -> config.putLimits(name.value(), scalar(amount)));
        });
        return status.build();
    }

    private static Resource.Builder resource(String name, Amount amount) {
        return Resource.newBuilder().setName(name).setType(Value.Type.SCALAR).setScalar(scalar(amount));
    }

    private static Value.Scalar scalar(Amount amount) {
        return Value.Scalar.newBuilder().setValue(Scalars.value(amount)).build();
    }

    /** All roles that are known. */
    static List<Role> roles(RolesView view) {
        return view.known().stream().map(name -> role(name, view)).toList();
    }

    private static Role role(String name, RolesView view) {
        RoleUse use = view.use().role(name);
        Role.Builder role = Role.newBuilder()
                .setName(name)
                .setWeight(Scalars.value(view.settings().weightOf(name)));
        use.frameworks().forEach(id -> role.addFrameworksBuilder().setValue(id));
        use.allocated().plus(use.offered()).amounts().forEach((resource, amount) -> {
            if (SHOWN.contains(resource.value())) {
                role.addResources(resource(resource.value(), amount));
            }
        });
        return role.build();
    }
}
