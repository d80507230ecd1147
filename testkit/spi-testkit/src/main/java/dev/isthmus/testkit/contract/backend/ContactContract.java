package dev.isthmus.testkit.contract.backend;

import static dev.isthmus.testkit.contract.RuleChecks.require;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.InventoryEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an offer source tells of its contact with the backend: R-OS-10. Inherit {@link OfferSourceContract}, which has this rule too. */
public abstract class ContactContract extends HoldingsContract {

    ContactContract() {}

    /** R-OS-10. If it fails: a failed look is passed over, or told without what a person needs to mend it. */
    @Test
    public void required_OS10_contact_that_cannot_be_made_is_told_with_its_reason() {
        cluster().addAgent();
        loseContact();
        ExaminedBackend backend = open().startOffers();
        if (!can(BackendFeature.LOSES_CONTACT)) {
            requireNeverLost(backend);
            return;
        }
        require(
                eventually(() -> backend.hasTold(InventoryEvent.ContactLost.class)),
                "R-OS-10",
                "the backend cannot be reached, and ContactLost was not told within " + LONG);
        require(
                !backend.hasTold(InventoryEvent.Complete.class),
                "R-OS-10",
                "the backend cannot be reached, and yet Complete was told");
        InventoryEvent.ContactLost lost =
                backend.told(InventoryEvent.ContactLost.class).get(0);
        require(
                !lost.failure().message().isBlank(),
                "R-OS-10",
                "ContactLost says " + lost.failure().category() + " and has no message");
    }

    /** R-OS-10. If it fails: after contact is back only what is new is told, or no {@code Complete}, or one at each look. */
    @Test
    public void required_OS10_contact_that_is_back_is_told_after_all_that_changed() {
        AgentId stays = cluster().addAgent();
        AgentId goes = cluster().addAgent();
        ExaminedBackend backend = started(stays, goes);
        pass(WHILE);
        if (!can(BackendFeature.LOSES_CONTACT)) {
            cluster().remove(goes);
            requireNeverLost(backend);
            return;
        }
        loseContact();
        require(
                eventually(() -> backend.hasTold(InventoryEvent.ContactLost.class)),
                "R-OS-10",
                "contact was lost, and ContactLost was not told within " + LONG);
        cluster().remove(goes);
        AgentId comes = cluster().addAgent();
        cluster().restoreContact();
        require(
                eventually(() -> afterLoss(backend).contains(new InventoryEvent.Complete())),
                "R-OS-10",
                "contact is back, and Complete was not told within " + LONG);
        List<Object> after = afterLoss(backend);
        List<Object> before = after.subList(0, after.indexOf(new InventoryEvent.Complete()));
        require(
                !backend.seen(comes).isEmpty()
                        && before.contains(backend.told(InventoryEvent.AgentSeen.class).stream()
                                .filter(seen -> seen.agent().id().equals(comes))
                                .findFirst()
                                .orElseThrow()),
                "R-OS-10",
                "agent " + comes + " came while there was no contact, and was not told of before Complete");
        require(
                before.stream()
                        .anyMatch(event -> event instanceof InventoryEvent.AgentGone gone
                                && gone.agent().equals(goes)),
                "R-OS-10",
                "agent " + goes + " went while there was no contact, and was not told to be gone before Complete");
        pass(WHILE);
        long count = afterLoss(backend).stream()
                .filter(InventoryEvent.Complete.class::isInstance)
                .count();
        require(count == 1, "R-OS-10", "Complete was told " + count + " times after contact was lost once");
    }

    /** R-OS-10. If it fails: it is told for each page, or when contact is back, or by a look that all has been read by. */
    @Test
    public void required_OS10_contact_made_early_is_told_once_and_before_complete() {
        ExaminedBackend backend = started(cluster().addAgent(), cluster().addAgent());
        pass(WHILE);
        if (can(BackendFeature.LOSES_CONTACT)) {
            loseContact();
            eventually(() -> backend.hasTold(InventoryEvent.ContactLost.class));
            cluster().restoreContact();
            eventually(() -> afterLoss(backend).contains(new InventoryEvent.Complete()));
            pass(WHILE);
        }
        List<Object> told = backend.told();
        int complete = told.indexOf(new InventoryEvent.Complete());
        int reached = told.lastIndexOf(new ExaminedBackend.Reached());
        require(
                reached == told.indexOf(new ExaminedBackend.Reached()) && reached < complete,
                "R-OS-10",
                "reached() is told at most once, and never after Complete; what was told is " + told);
    }

    /** A backend that does not declare that contact can be lost never tells that it is. */
    private void requireNeverLost(ExaminedBackend backend) {
        pass(LONG);
        require(
                !backend.hasTold(InventoryEvent.ContactLost.class),
                "R-OS-10",
                "the backend does not declare " + BackendFeature.LOSES_CONTACT + ", and told "
                        + backend.told(InventoryEvent.ContactLost.class));
    }

    private static List<Object> afterLoss(ExaminedBackend backend) {
        List<Object> told = backend.told();
        int last = -1;
        for (int i = 0; i < told.size(); i++) {
            if (told.get(i) instanceof InventoryEvent.ContactLost) {
                last = i;
            }
        }
        return told.subList(last + 1, told.size());
    }
}
