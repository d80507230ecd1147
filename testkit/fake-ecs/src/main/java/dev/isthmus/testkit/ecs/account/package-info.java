/** What all clusters of an account share: the form of ARNs and ids, tags, account settings, and the timers of what happens later. Inside the fake; not for tests. */
@NullMarked
package dev.isthmus.testkit.ecs.account;

import org.jspecify.annotations.NullMarked;
