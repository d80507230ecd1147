/**
 * Task definitions: the rules that a registration must keep, the revisions of each family, and the secrets that definitions refer to.
 * Internal to the fake.
 */
@NullMarked
package dev.isthmus.testkit.ecs.definition;

import org.jspecify.annotations.NullMarked;
