package dev.isthmus.api.translation;

import dev.isthmus.api.resource.ResourceName;

/** Offers the free TCP ports as they are. */
final class PlainPorts extends StubTranslator {

    PlainPorts() {
        super("ports", DEFAULT_PRIORITY, ResourceName.PORTS, ResourceName.ECS_PORTS);
    }
}
