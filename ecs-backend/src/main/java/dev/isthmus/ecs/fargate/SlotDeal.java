package dev.isthmus.ecs.fargate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Deals what a quota leaves to free slots, in their order: to each the size it should have, or the largest below it that is left. What is out in offers and
 * what tasks hold is together never more than the quota.
 *
 * <p>A slot is only made smaller by being withdrawn, and larger by being withdrawn first and dealt to later: an offer of it that is out is then rescinded,
 * and never followed by a second offer of the difference.
 */
public final class SlotDeal {

    private final TaskSize whole;
    private final int most;
    private long left;

    /**
     * Begins a deal.
     *
     * @param whole the size that each slot should have
     * @param left the CPU units that are left for offers
     * @param most the most CPU units of one offer
     */
    public SlotDeal(TaskSize whole, long left, int most) {
        this.whole = whole;
        this.left = left;
        this.most = most;
    }

    /**
     * Deals.
     *
     * @param told what is out of each free slot, in order; empty for nothing
     * @return what is to be out of each
     */
    public List<Optional<TaskSize>> deal(List<Optional<TaskSize>> told) {
        List<Optional<TaskSize>> kept = new ArrayList<>();
        for (Optional<TaskSize> size : told) {
            Optional<TaskSize> keeps = size.filter(out -> out.cpu() <= most && out.cpu() <= left);
            left -= keeps.map(TaskSize::cpu).orElse(0);
            kept.add(keeps);
        }
        List<Optional<TaskSize>> dealt = new ArrayList<>();
        for (int i = 0; i < kept.size(); i++) {
            boolean isNew = kept.get(i).isEmpty() && told.get(i).isEmpty();
            Optional<TaskSize> next = isNew ? next() : kept.get(i);
            left -= isNew ? next.map(TaskSize::cpu).orElse(0) : 0;
            dealt.add(next);
        }
        return dealt;
    }

    private Optional<TaskSize> next() {
        return FargateSizes.within(Math.min(whole.cpu(), Math.min(most, left)), whole.memory());
    }

    /**
     * What is to be out once those are withdrawn that are smaller than they should be, if together with what is left they would make a larger one: else the
     * same.
     *
     * @param told what is out of each free slot, in order
     * @param left the CPU units that are left beside
     */
    public static List<Optional<TaskSize>> gathered(
            List<Optional<TaskSize>> told, TaskSize whole, long left, int most) {
        long small = 0;
        int largest = 0;
        for (Optional<TaskSize> size : told) {
            if (size.isPresent() && size.get().cpu() < whole.cpu()) {
                small += size.get().cpu();
                largest = Math.max(largest, size.get().cpu());
            }
        }
        Optional<TaskSize> larger =
                FargateSizes.within(Math.min(whole.cpu(), Math.min(most, left + small)), whole.memory());
        int now = largest;
        if (now == 0 || larger.filter(size -> size.cpu() > now).isEmpty()) {
            return told;
        }
        return told.stream()
                .map(size -> size.filter(out -> out.cpu() >= whole.cpu()))
                .toList();
    }
}
