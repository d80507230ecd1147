package dev.isthmus.testkit.contract.law;

import dev.isthmus.api.resource.Items;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.translation.Taken;
import java.util.List;
import java.util.Optional;

/** TR-09, sets: an item that is free is offered, and whoever asks for it takes it and no other. Each answers what is broken, or nothing. */
public final class SetLaws {

    private SetLaws() {}

    /** As many items are offered as are free. */
    public static Optional<String> all(TranslatorSubject subject, Resources free) {
        return Law.examine("TR-09 sets", () -> {
            Items offered = offered(subject, free);
            Items there = items(free, subject.scale().counted());
            Law.require(
                    offered.names().size() == there.names().size(),
                    () -> "of free " + free + " is offered " + offered + ", which is "
                            + offered.names().size() + " of " + there.names().size() + " items");
        });
    }

    /**
     * Each task takes as many items as it asks for; what it takes is not offered any more, all else is still; and given back it is what was
     * free.
     *
     * @param demands of which no two ask for one item, all within the offer
     */
    public static Optional<String> identity(TranslatorSubject subject, Resources free, List<Quantity> demands) {
        return Law.examine("TR-09 sets", () -> {
            Resources left = free;
            Items still = offered(subject, free);
            for (Quantity demand : demands) {
                if (!(demand instanceof Items asked)) {
                    throw Law.broken(demand + " is offered, a " + demand.type() + ": want a set");
                }
                Taken taken = subject.takenFor(demand, () -> "it is within the offer for " + free);
                Items held = items(taken.accounted(), subject.scale().counted());
                Law.require(
                        held.names().size() == asked.names().size(),
                        () -> "the demand " + demand + " is accounted as " + taken.accounted());
                Resources before = left;
                Resources after = before.minus(taken.accounted());
                Law.require(
                        after.plus(taken.accounted()).equals(before),
                        () -> "what is taken for " + demand + " and given back is not what was free");
                Items rest = still.without(asked);
                Items again = offered(subject, after);
                Law.require(
                        again.equals(rest),
                        () -> "with " + demand + " taken of " + before + ", " + again + " is offered: want " + rest);
                left = after;
                still = rest;
            }
        });
    }

    private static Items offered(TranslatorSubject subject, Resources free) {
        Quantity offered = subject.offered(free)
                .orElseThrow(
                        () -> Law.broken("nothing is offered of free " + free + ", which is a set: it is refused"));
        if (offered instanceof Items items) {
            return items;
        }
        throw Law.broken(offered + " is offered, a " + offered.type() + ": want a set");
    }

    private static Items items(Resources of, ResourceName name) {
        Quantity there = of.get(name).orElse(Items.of(List.of()));
        if (there instanceof Items items) {
            return items;
        }
        throw Law.broken(name + ":" + there + " is a " + there.type() + ": want a set");
    }
}
