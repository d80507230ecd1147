/** What all clusters of an account share: ARNs and ids, tags, account settings, timers. Internal to the fake. */
@NullMarked
package dev.isthmus.testkit.ecs.account;

import org.jspecify.annotations.NullMarked;
