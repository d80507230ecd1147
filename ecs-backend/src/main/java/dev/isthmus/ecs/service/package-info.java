/** What asking any service of AWS takes, beside who asks: threads that wait for answers, and its JSON protocol. */
@NullMarked
package dev.isthmus.ecs.service;

import org.jspecify.annotations.NullMarked;
