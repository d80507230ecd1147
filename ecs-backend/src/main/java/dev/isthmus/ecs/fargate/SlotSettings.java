package dev.isthmus.ecs.fargate;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which slots on Fargate are offered, and how their tasks run.
 *
 * @param slots how many on demand
 * @param spotSlots how many on Spot; none unless asked for
 * @param size of each slot; the most that one task on it can have
 * @param quota the vCPUs on demand that tasks and offers have together, at most; empty for no bound
 * @param spotQuota those on Spot
 * @param disk of each slot, in MiB
 * @param architecture of all slots
 * @param platform the platform version; empty for AWS's latest
 * @param publicAddress whether tasks have a public address, without which a public subnet has no way out
 */
public record SlotSettings(
        int slots,
        int spotSlots,
        TaskSize size,
        OptionalInt quota,
        OptionalInt spotQuota,
        long disk,
        CpuArchitecture architecture,
        Optional<String> platform,
        boolean publicAddress) {

    /** The slots that a driver offers. */
    public static final Setting<Optional<SlotSettings>> FARGATE = new Setting<>(
            "ISTHMUS_FARGATE",
            "Slots on AWS Fargate to offer, each an agent for one task: slots=20;cpus=4;mem=16384;quota=64. Of cpus and mem Fargate has "
                    + "only some pairs. Beside these: spot, spot-quota, disk (in GiB), arch, platform, public-ip. Tasks need ISTHMUS_SUBNETS.",
            "",
            SlotSettings::parse);

    private static final int MOST_SLOTS = 5000;

    private static final int MOST_QUOTA = 1_000_000;

    private static final List<String> KEYS =
            List.of("slots", "cpus", "mem", "quota", "spot", "spot-quota", "disk", "arch", "platform", "public-ip");

    private static final String EXAMPLE = "slots=20;cpus=4;mem=16384;quota=64";

    /**
     * Parses the setting; empty if it is.
     *
     * @throws IllegalArgumentException if the syntax is wrong, or there is no such size; the message says what is expected
     */
    public static Optional<SlotSettings> parse(String text) {
        SlotParts parts = SlotParts.of(text, "slots", KEYS, EXAMPLE);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        int slots = parts.number("slots", 0, MOST_SLOTS).orElse(0);
        int spot = parts.number("spot", 0, MOST_SLOTS).orElse(0);
        if (slots + spot == 0) {
            throw new IllegalArgumentException("no slots: say how many, such as " + EXAMPLE);
        }
        return Optional.of(new SlotSettings(
                slots,
                spot,
                size(parts),
                parts.number("quota", 1, MOST_QUOTA),
                parts.number("spot-quota", 1, MOST_QUOTA),
                parts.number("disk", 20, 200).orElse(20) * 1024L,
                parts.architecture(),
                parts.text("platform"),
                parts.flag("public-ip")));
    }

    /**
     * Refuses slots whose tasks have no subnets.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static void requireNetwork(Optional<SlotSettings> fargate, List<String> subnets) {
        if (fargate.isPresent() && subnets.isEmpty()) {
            throw new IllegalArgumentException(
                    FARGATE.name()
                            + " is set, and ISTHMUS_SUBNETS is not: a task on Fargate has a network interface of its own, in one of these");
        }
    }

    private static TaskSize size(SlotParts parts) {
        String cpus = parts.text("cpus").orElse("4");
        long cpu;
        try {
            cpu = Amount.parse(cpus).thousandths() * 1024 / 1000;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException("cpus=" + cpus + " is no amount: " + e.getMessage(), e);
        }
        int memory = parts.number("mem", 1, Integer.MAX_VALUE).orElse(16_384);
        List<String> memories = FargateSizes.memoriesOf(cpu);
        if (memories.isEmpty()) {
            throw new IllegalArgumentException("cpus=" + cpus + ": Fargate has 0.25, 0.5, 1, 2, 4, 8 and 16");
        }
        if (!FargateSizes.isSize((int) cpu, memory)) {
            String below = FargateSizes.within(cpu, memory)
                    .map(size -> "; the next below is " + size.words())
                    .orElse("");
            throw new IllegalArgumentException("cpus=" + cpus + ";mem=" + memory
                    + ": Fargate has no such size. With so many CPUs, mem is " + memories.get(0) + below);
        }
        return new TaskSize((int) cpu, memory);
    }

    /** All slots, in the order in which what the quota leaves is dealt to them. */
    public List<FargateSlot> all() {
        List<FargateSlot> all = new ArrayList<>();
        for (SlotProvider provider : SlotProvider.values()) {
            for (int number = 0; number < (provider.isSpot() ? spotSlots : slots); number++) {
                all.add(new FargateSlot(provider, number));
            }
        }
        return all;
    }

    /** The vCPUs of a provider that tasks and offers have together, at most; empty for no bound. */
    public OptionalInt quotaOf(SlotProvider provider) {
        return provider.isSpot() ? spotQuota : quota;
    }
}
