package dev.isthmus.journal.zookeeper;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.journal.MasterJournalSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What may be forgotten of a journal at a time (R-JN-10, R-JN-17): whole chunks of ends, and frameworks that are no more. */
final class ForgottenEnds {

    private final Image image;
    private final Set<Image.EndKey> known;
    private final Instant now;
    private final Instant oldest;

    ForgottenEnds(Image image, Set<Image.EndKey> known, Instant now) {
        this.image = image;
        this.known = known;
        this.now = now;
        this.oldest = now.minus(Journal.RETENTION);
    }

    /** Chunks of which nothing matters any more, oldest first. The last one stays: it is written on. */
    List<Image.Chunk> chunks(int most) {
        List<Image.Chunk> over = new ArrayList<>();
        List<Image.Chunk> all = image.chunks();
        for (int i = 0; i < all.size() - 1 && over.size() < most; i++) {
            Image.Chunk chunk = all.get(i);
            if (chunk.version() != Image.ABSENT
                    && chunk.ends().stream().allMatch(this::isOver)
                    && !keepsAnEndBack(chunk, over)) {
                over.add(chunk);
            }
        }
        return over;
    }

    private boolean isOver(JournalFact fact) {
        return fact.fold(
                this::isOld,
                ofMaster -> ofMaster.fold(
                        its -> isOld(its.entry()),
                        end -> known.contains(new Image.EndKey(end.launch(), true))
                                || (end.at().isBefore(oldest) && !isRemembered(end.framework())),
                        setting -> true));
    }

    private boolean isOld(JournalEntry entry) {
        return entry.fold(end -> end.at().isBefore(oldest), lease -> true, moved -> true, removal -> true);
    }

    private boolean isRemembered(FrameworkId framework) {
        return image.cells().getOrDefault(Image.cell(framework), Image.Cell.NONE).entries().stream()
                .anyMatch(its -> its.framework().equals(framework));
    }

    /** Whether it has the acknowledgement of an end that stays for the sake of another: without it that end would come back. */
    private boolean keepsAnEndBack(Image.Chunk chunk, List<Image.Chunk> gone) {
        Set<LaunchId> acknowledged = new HashSet<>();
        for (JournalFact fact : chunk.ends()) {
            Image.EndKey.of(fact)
                    .map(Image.EndKey::launch)
                    .filter(launch -> known.contains(new Image.EndKey(launch, false)))
                    .ifPresent(acknowledged::add);
        }
        if (acknowledged.isEmpty()) {
            return false;
        }
        return image.chunks().stream()
                .filter(other -> other.number() != chunk.number() && !gone.contains(other))
                .flatMap(other -> other.ends().stream())
                .map(Image.EndKey::of)
                .flatMap(Optional::stream)
                .anyMatch(end -> !end.acknowledged() && acknowledged.contains(end.launch()));
    }

    /** What a cell says of frameworks that are not over; one stays for as long as something that it acknowledged does. */
    List<MasterEntry.OfFramework> left(Image.Cell cell) {
        List<MasterEntry.OfFramework> left = new ArrayList<>();
        MasterJournalSnapshot.of(cell.entries()).frameworks().forEach((framework, its) -> {
            if (!its.own().isOver(now) || hasFresh(framework)) {
                its.own().entries().forEach(entry -> left.add(new MasterEntry.OfFramework(framework, entry)));
            }
        });
        return left;
    }

    private boolean hasFresh(FrameworkId framework) {
        return image.chunks().stream()
                .flatMap(chunk -> chunk.ends().stream())
                .anyMatch(fact -> fact instanceof MasterEntry.OfFramework its
                        && its.framework().equals(framework)
                        && !isOld(its.entry()));
    }
}
