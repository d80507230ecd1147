package dev.isthmus.translators;

import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.PortRanges;
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
 * Translates {@code ports} to {@code PORTS} and {@code PORTS_UDP}, which in dialect ecs are the ports that are <em>free</em>.
 *
 * <p>A port is offered if it is free for both TCP and UDP and within the range of {@link TranslatorSettings#PORTS}: a port of Mesos has no
 * protocol, so a task may use either. ECS reserves at most 100 ports an instance, including those it reserves by default (PortMapping,
 * hostPort); no more is offered than what is left of these, counting a port used for both protocols twice. The lowest ones are offered, so
 * that few different port mappings, and so few task definitions, are needed.
 *
 * <p>A demand is deducted from TCP. ECS reserves a port for the protocol in the task definition, TCP by default; since a port is no longer
 * offered when either protocol uses it, one is enough. A task takes at most 100 ports.
 *
 * <p>A backend always reports both names: a port that is in neither set of free ports counts as used, and so does every port of a name that
 * is missing. An ECS agent that is too old for {@code PORTS_UDP} reserves no UDP ports, so its backend reports {@link PortRanges#ALL}.
 */
public final class PortsTranslator extends EcsTranslator {

    /** How many ports ECS reserves on an instance. */
    static final int RESERVABLE = 100;

    /** For {@link java.util.ServiceLoader}. */
    public PortsTranslator() {
        super("ports", ResourceName.PORTS, ResourceName.ECS_PORTS, ResourceName.ECS_PORTS_UDP);
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(TranslatorSettings.PORTS);
    }

    @Override
    public Translation<Quantity> offer(Resources free, TranslationContext context) {
        PortRanges universe;
        try {
            universe = context.settings().get(TranslatorSettings.PORTS);
        } catch (InvalidSettingException e) {
            return Translation.refused("the setting cannot be read: " + e.getMessage());
        }
        return freePorts(free, ResourceName.ECS_PORTS)
                .flatMap(tcp -> freePorts(free, ResourceName.ECS_PORTS_UDP).map(udp -> {
                    int left = RESERVABLE - held(tcp) - held(udp);
                    return universe.intersect(tcp).intersect(udp).lowest(left);
                }));
    }

    @Override
    public Translation<Taken> take(Quantity demand, TranslationContext context) {
        if (!(demand instanceof PortRanges ports)) {
            return refusedType(resource(), demand, "ranges");
        }
        return ports.count() > RESERVABLE
                ? Translation.refused(resource() + ":" + ports + " are " + ports.count()
                        + " ports: ECS reserves at most " + RESERVABLE + " on an instance")
                : Translation.of(Taken.of(Resources.of(Dialect.ECS, ResourceName.ECS_PORTS, ports)));
    }

    private static Translation<PortRanges> freePorts(Resources free, ResourceName name) {
        Quantity there = free.get(name).orElse(PortRanges.NONE);
        return there instanceof PortRanges ports ? Translation.of(ports) : refusedType(name, there, "ranges");
    }

    private static int held(PortRanges free) {
        return PortRanges.ALL.count() - free.count();
    }
}
