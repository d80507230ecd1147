package dev.isthmus.ecs.fargate;

import com.google.common.base.Splitter;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.settings.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

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
        SortedMap<String, String> parts = parts(text);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        int slots = number(parts, "slots", 0, MOST_SLOTS).orElse(0);
        int spot = number(parts, "spot", 0, MOST_SLOTS).orElse(0);
        if (slots + spot == 0) {
            throw new IllegalArgumentException("no slots: say how many, such as " + EXAMPLE);
        }
        return Optional.of(new SlotSettings(
                slots,
                spot,
                size(parts),
                number(parts, "quota", 1, MOST_QUOTA),
                number(parts, "spot-quota", 1, MOST_QUOTA),
                number(parts, "disk", 20, 200).orElse(20) * 1024L,
                architecture(parts),
                Optional.ofNullable(parts.get("platform")),
                flag(parts, "public-ip")));
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

    private static SortedMap<String, String> parts(String text) {
        SortedMap<String, String> parts = new TreeMap<>();
        for (String part : Splitter.on(';').trimResults().omitEmptyStrings().split(text)) {
            int equals = part.indexOf('=');
            String key = equals < 0 ? part : part.substring(0, equals).strip();
            if (equals < 0 || !KEYS.contains(key)) {
                throw new IllegalArgumentException("'" + part + "' says nothing of slots: want "
                        + String.join("=, ", KEYS) + "=, such as " + EXAMPLE);
            }
            if (parts.put(key, part.substring(equals + 1).strip()) != null) {
                throw new IllegalArgumentException(key + " is there twice");
            }
        }
        return parts;
    }

    private static OptionalInt number(SortedMap<String, String> parts, String key, int least, int most) {
        String text = parts.get(key);
        if (text == null) {
            return OptionalInt.empty();
        }
        if (!text.matches("\\d{1,8}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException(
                    key + "=" + text + ": want a whole number from " + least + " to " + most);
        }
        return OptionalInt.of(Integer.parseInt(text));
    }

    private static TaskSize size(SortedMap<String, String> parts) {
        long cpu;
        try {
            cpu = Amount.parse(parts.getOrDefault("cpus", "4")).thousandths() * 1024 / 1000;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException("cpus=" + parts.get("cpus") + " is no amount: " + e.getMessage(), e);
        }
        int memory = number(parts, "mem", 1, Integer.MAX_VALUE).orElse(16_384);
        List<String> memories = FargateSizes.memoriesOf(cpu);
        if (memories.isEmpty()) {
            throw new IllegalArgumentException(
                    "cpus=" + parts.get("cpus") + ": Fargate has 0.25, 0.5, 1, 2, 4, 8 and 16");
        }
        if (!FargateSizes.isSize((int) cpu, memory)) {
            String below = FargateSizes.within(cpu, memory)
                    .map(size -> "; the next below is " + size.words())
                    .orElse("");
            throw new IllegalArgumentException("cpus=" + parts.getOrDefault("cpus", "4") + ";mem=" + memory
                    + ": Fargate has no such size. With so many CPUs, mem is " + memories.get(0) + below);
        }
        return new TaskSize((int) cpu, memory);
    }

    private static CpuArchitecture architecture(SortedMap<String, String> parts) {
        String text = parts.getOrDefault("arch", CpuArchitecture.X86_64.word());
        return Arrays.stream(CpuArchitecture.values())
                .filter(architecture -> architecture.word().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("arch=" + text + ": want x86_64 or arm64"));
    }

    private static boolean flag(SortedMap<String, String> parts, String key) {
        String text = parts.getOrDefault(key, "false");
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(key + "=" + text + ": want true or false");
        }
        return text.equals("true");
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
