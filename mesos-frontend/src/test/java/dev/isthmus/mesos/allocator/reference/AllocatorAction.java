package dev.isthmus.mesos.allocator.reference;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.mesos.allocator.quota.RoleQuota;
import dev.isthmus.mesos.allocator.reference.ModelCluster.Hold;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import dev.isthmus.mesos.resource.ScalarQuantities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Something happens to a cluster. What exactly, a number decides: whatever it is, it can be done. */
public enum AllocatorAction {
    AGENT {
        @Override
        void take(AllocatorRig rig, Random chance) {
            String id = AGENTS.get(chance.nextInt(AGENTS.size()));
            ModelCluster.ModelAgent known = rig.model().agents.get(id);
            if (known != null && (known.open() || chance.nextBoolean())) {
                rig.open(id, !known.open());
            } else {
                boolean gpus = chance.nextInt(6) == 0;
                ResourcesByReservation total = ResourcesByReservation.of(
                        AllocatorRig.parse(SIZES.get(chance.nextInt(SIZES.size())) + (gpus ? "; gpus:2" : "")));
                if (known == null && chance.nextInt(3) == 0) {
                    total = total.plus(AllocatorRig.reserved(role(chance), "cpus:1; mem:512"));
                }
                if (known == null) {
                    rig.agent(id, total, gpus);
                } else {
                    rig.open(id, true);
                }
            }
        }
    },
    GONE {
        @Override
        void take(AllocatorRig rig, Random chance) {
            String id = AGENTS.get(chance.nextInt(AGENTS.size()));
            if (rig.model().agents.containsKey(id)) {
                // What was held there is given back, as a machine does it.
                List.copyOf(rig.model().holds).stream()
                        .filter(hold -> hold.agent().equals(id))
                        .forEach(rig::release);
                rig.gone(id);
            }
        }
    },
    FRAMEWORK {
        @Override
        void take(AllocatorRig rig, Random chance) {
            ModelFramework framework =
                    ModelFramework.of(framework(chance), roles(chance).toArray(new String[0]));
            framework = chance.nextInt(4) == 0 ? framework.withGpus() : framework;
            framework =
                    chance.nextInt(4) == 0 ? framework.shunning(AGENTS.get(chance.nextInt(AGENTS.size()))) : framework;
            framework = chance.nextInt(4) == 0 ? framework.wanting(Amount.of(chance.nextInt(4) + 1)) : framework;
            ModelFramework known = rig.model().frameworks.get(framework.id());
            rig.framework(framework.active(known == null || known.active()));
        }
    },
    SILENCE {
        @Override
        void take(AllocatorRig rig, Random chance) {
            known(rig, chance).ifPresent(framework -> {
                List<String> which = some(framework.roles(), chance);
                if (chance.nextInt(3) == 0) {
                    rig.suppress(framework.id(), which);
                } else {
                    rig.revive(framework.id(), which);
                }
            });
        }
    },
    PRESENCE {
        @Override
        void take(AllocatorRig rig, Random chance) {
            known(rig, chance).ifPresent(framework -> {
                if (chance.nextInt(4) == 0) {
                    rig.remove(framework.id());
                } else {
                    rig.active(framework.id(), !framework.active());
                }
            });
        }
    },
    WEIGHT {
        @Override
        void take(AllocatorRig rig, Random chance) {
            rig.weight(role(chance), List.of("0.5", "1", "2", "3.333").get(chance.nextInt(4)));
        }
    },
    QUOTA {
        @Override
        void take(AllocatorRig rig, Random chance) {
            String role = TOP.get(chance.nextInt(TOP.size()));
            TreeMap<ResourceName, Amount> guarantees = new TreeMap<>();
            TreeMap<ResourceName, Amount> limits = new TreeMap<>();
            for (ResourceName name : List.of(ResourceName.CPUS, ResourceName.MEM)) {
                long scale = name.equals(ResourceName.CPUS) ? 500 : 256_000;
                long guaranteed = chance.nextBoolean() ? chance.nextInt(8) * scale : 0;
                guarantees.put(name, Amount.ofThousandths(guaranteed));
                if (chance.nextBoolean()) {
                    limits.put(name, Amount.ofThousandths(guaranteed + chance.nextInt(6) * scale));
                }
            }
            rig.quota(
                    role,
                    chance.nextInt(4) == 0 ? RoleQuota.NONE : new RoleQuota(ScalarQuantities.of(guarantees), limits));
        }
    },
    DECLINE {
        @Override
        void take(AllocatorRig rig, Random chance) {
            some(rig.model().holds, chance)
                    .forEach(hold -> rig.decline(hold, Duration.ofMillis(chance.nextInt(4) * 1700L)));
        }
    },
    TASK {
        @Override
        void take(AllocatorRig rig, Random chance) {
            List<Hold> holds = rig.model().holds;
            if (!holds.isEmpty()) {
                Hold hold = holds.get(chance.nextInt(holds.size()));
                ResourcesByReservation task = ResourcesByReservation.of(AllocatorRig.parse("cpus:0.5; mem:300"));
                if (hold.portions().contains(task)) {
                    rig.release(hold).use(hold.framework(), hold.role(), hold.agent(), task);
                }
            }
        }
    };

    static final List<String> AGENTS = List.of("a1", "a2", "a3", "a4", "a5");
    static final List<String> SIZES = List.of(
            "cpus:2; mem:1024; ports:[31000-31009]",
            "cpus:4; mem:512",
            "cpus:1; mem:4096; disk:100",
            "cpus:2; mem:1024; ports:[31000-31009]");
    static final List<String> TOP = List.of("a", "b", "c");
    static final List<String> ROLES = List.of("a", "a/x", "a/y", "b", "b/x/z", "c");

    abstract void take(AllocatorRig rig, Random chance);

    private static String role(Random chance) {
        return ROLES.get(chance.nextInt(ROLES.size()));
    }

    private static String framework(Random chance) {
        return "f" + chance.nextInt(6);
    }

    private static List<String> roles(Random chance) {
        Set<String> roles = new TreeSet<>();
        roles.add(role(chance));
        if (chance.nextInt(3) == 0) {
            roles.add(role(chance));
        }
        return List.copyOf(roles);
    }

    private static Optional<ModelFramework> known(AllocatorRig rig, Random chance) {
        List<ModelFramework> all = List.copyOf(rig.model().frameworks.values());
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(chance.nextInt(all.size())));
    }

    private static <T> List<T> some(List<T> all, Random chance) {
        List<T> left = new ArrayList<>(all);
        Collections.shuffle(left, chance);
        return left.subList(0, left.isEmpty() ? 0 : 1 + chance.nextInt(left.size()));
    }
}
