package dev.isthmus.testkit.ecs.account;

import dev.isthmus.testkit.ecs.cluster.FargateProvider;
import dev.isthmus.testkit.ecs.cluster.FargateSettings;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What tasks of an account hold of Fargate in a region, and how much there is: the quotas of the account, and the capacity of AWS in each
 * zone. A task holds its CPU from its launch until it is STOPPED.
 */
public final class FargateAccount {
    private static final int UNITS = 1024;

    private record Place(FargateProvider provider, String zone) {}

    private record Holding(Place place, int cpu) {}

    private final Map<FargateProvider, Integer> quotas = new EnumMap<>(FargateProvider.class);
    /** vCPUs in all zones that have no other; absent: no end of them. */
    private final Map<FargateProvider, Integer> anywhere = new EnumMap<>(FargateProvider.class);

    private final Map<Place, Integer> inZone = new LinkedHashMap<>();
    private final Map<String, Holding> holdings = new LinkedHashMap<>();
    /** Units, sums of the holdings. */
    private final Map<FargateProvider, Long> heldOf = new EnumMap<>(FargateProvider.class);

    private final Map<Place, Long> heldIn = new LinkedHashMap<>();
    private final Map<String, Integer> tasksIn = new LinkedHashMap<>();

    public FargateAccount(FargateSettings settings) {
        for (FargateProvider provider : FargateProvider.values()) {
            quotas.put(provider, settings.quota(provider));
        }
    }

    /** Sets the quota; what runs above it runs on. */
    public void quota(FargateProvider provider, int vcpus) {
        quotas.put(provider, atLeastNone(vcpus));
    }

    /** Sets how many vCPUs there are in a zone, or, without a zone, in each of all zones; what runs above that runs on. */
    public void capacity(FargateProvider provider, Optional<String> zone, int vcpus) {
        int checked = atLeastNone(vcpus);
        zone.ifPresentOrElse(name -> inZone.put(new Place(provider, name), checked), () -> {
            inZone.keySet().removeIf(place -> place.provider == provider);
            anywhere.put(provider, checked);
        });
    }

    private static int atLeastNone(int vcpus) {
        if (vcpus < 0) {
            throw new IllegalArgumentException("There are 0 vCPUs or more, not " + vcpus);
        }
        return vcpus;
    }

    /** Why the quotas of the account do not allow one more task of this size, as a failure's reason; empty if they do. */
    public Optional<String> quotaRefusal(FargateProvider provider, int cpu) {
        long quota = units(quotas.getOrDefault(provider, FargateSettings.NO_LIMIT));
        if (cpu > quota) {
            return Optional.of("The requested CPU configuration is above your limit");
        }
        return held(provider) + cpu > quota
                ? Optional.of("You\u2019ve reached the limit on the number of vCPUs you can run concurrently")
                : Optional.empty();
    }

    /** Of these zones, the one with the fewest tasks of the account that has room for one more of this size; empty if none has. */
    public Optional<String> zoneWithRoom(FargateProvider provider, List<String> zones, int cpu) {
        return zones.stream()
                .filter(zone -> heldIn.getOrDefault(new Place(provider, zone), 0L) + cpu <= capacity(provider, zone))
                .min(Comparator.comparingLong(this::tasksIn));
    }

    private long tasksIn(String zone) {
        return tasksIn.getOrDefault(zone, 0);
    }

    private long capacity(FargateProvider provider, String zone) {
        Integer vcpus = inZone.get(new Place(provider, zone));
        return units(vcpus != null ? vcpus : anywhere.getOrDefault(provider, FargateSettings.NO_LIMIT));
    }

    private static long units(int vcpus) {
        return (long) vcpus * UNITS;
    }

    /** CPU units that tasks of this provider hold. */
    public long held(FargateProvider provider) {
        return heldOf.getOrDefault(provider, 0L);
    }

    /** A task holds so many CPU units from now on. */
    public void take(String taskArn, FargateProvider provider, String zone, int cpu) {
        Holding holding = new Holding(new Place(provider, zone), cpu);
        holdings.put(taskArn, holding);
        count(holding, cpu, 1);
    }

    /** A task holds nothing any more. */
    public void giveBack(String taskArn) {
        Holding holding = holdings.remove(taskArn);
        if (holding != null) {
            count(holding, -holding.cpu, -1);
        }
    }

    private void count(Holding holding, long units, int tasks) {
        heldOf.merge(holding.place.provider, units, Long::sum);
        heldIn.merge(holding.place, units, Long::sum);
        tasksIn.merge(holding.place.zone, tasks, Integer::sum);
    }
}
