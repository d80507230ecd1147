/**
 * What operators set while a master runs, whatever it is of: the order in which a change is checked, remembered, put into effect and answered. Pure.
 */
@NullMarked
package dev.isthmus.master.setting;

import org.jspecify.annotations.NullMarked;
