package dev.isthmus.ecs.definition;

import dev.isthmus.ecs.call.DefinitionContent;
import java.util.Optional;

/**
 * What settings say of definitions.
 *
 * @param image for commands that name none
 * @param rules which tasks run existing definitions
 * @param log where output goes, in definitions of ours
 */
public record Defaults(Optional<String> image, DefinitionRules rules, Optional<DefinitionContent.Log> log) {}
