package dev.isthmus.translators;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.settings.InvalidSettingException;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.api.translation.Translation;
import dev.isthmus.api.translation.TranslationContext;
import java.util.List;

/**
 * Offers {@code disk}, in MiB, which ECS does not count. The amount is that of the agent's attribute
 * {@link TranslatorSettings#DISK_ATTRIBUTE}, else {@link TranslatorSettings#DISK}; a demand takes nothing of ECS. Only the law of
 * conservation keeps disk space from being offered twice: the demands of the tasks on the agent are deducted (see
 * {@link dev.isthmus.api.translation.TranslatorTable#offerable}). Frameworks ask for disk without meaning it, Chronos for 256 MiB, so some
 * must be offered.
 */
public final class DiskTranslator extends EcsTranslator {

    /** For {@link java.util.ServiceLoader}. */
    public DiskTranslator() {
        super("disk", ResourceName.DISK);
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(TranslatorSettings.DISK);
    }

    @Override
    public Translation<Quantity> offer(Resources free, TranslationContext context) {
        String attribute = context.attributes().get(TranslatorSettings.DISK_ATTRIBUTE);
        try {
            return Translation.of(
                    attribute == null ? context.settings().get(TranslatorSettings.DISK) : Amount.parse(attribute));
        } catch (InvalidSettingException e) {
            return Translation.refused("the setting cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            return Translation.refused("the agent's attribute " + TranslatorSettings.DISK_ATTRIBUTE + "='" + attribute
                    + "': " + e.getMessage() + ", in MiB");
        }
    }

    @Override
    public Translation<Taken> take(Quantity demand, TranslationContext context) {
        return demand instanceof Amount
                ? Translation.of(Taken.nothing(Dialect.ECS))
                : refusedType(resource(), demand, "scalar");
    }
}
