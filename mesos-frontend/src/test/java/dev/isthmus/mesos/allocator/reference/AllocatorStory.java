package dev.isthmus.mesos.allocator.reference;

import dev.isthmus.mesos.allocator.reference.ModelCluster.Hold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** A cluster to which things happen, with a run of the allocator after each, and the agents in an order of chance. All is decided by one number. */
public final class AllocatorStory {

    private static final int STEPS = 30;

    private AllocatorStory() {}

    /**
     * Tells it.
     *
     * @param quotas whether roles have quotas
     * @param eachRun is given the rig after each run, and what was granted
     */
    public static void tell(long seed, boolean quotas, BiConsumer<AllocatorRig, List<Hold>> eachRun) {
        Random chance = new Random(seed);
        AllocatorRig rig = new AllocatorRig();
        List<AllocatorAction> actions = new ArrayList<>(List.of(AllocatorAction.values()));
        if (!quotas) {
            actions.remove(AllocatorAction.QUOTA);
        }
        for (AllocatorAction first : List.of(
                AllocatorAction.AGENT, AllocatorAction.AGENT, AllocatorAction.FRAMEWORK, AllocatorAction.FRAMEWORK)) {
            first.take(rig, chance);
        }
        for (int step = 0; step < STEPS; step++) {
            actions.get(chance.nextInt(actions.size())).take(rig, chance);
            long shuffle = chance.nextLong();
            rig.order(stage -> shuffled(rig, shuffle + stage));
            rig.advance(Duration.ofMillis(chance.nextInt(3) * 600L));
            eachRun.accept(rig, rig.run());
        }
    }

    private static List<String> shuffled(AllocatorRig rig, long seed) {
        List<String> agents = new ArrayList<>(new TreeMap<>(rig.model().agents).keySet());
        Collections.shuffle(agents, new Random(seed));
        return agents;
    }
}
