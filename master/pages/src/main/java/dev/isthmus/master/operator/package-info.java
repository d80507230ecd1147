/**
 * The operator's side of a master, as far as frameworks need it: its endpoints of v0 and its figures as pure writers over one snapshot, so that what a page names is on the
 * page. Shapes are those of src/master/readonly_handler.cpp and src/common/http.cpp.
 */
@NullMarked
package dev.isthmus.master.operator;

import org.jspecify.annotations.NullMarked;
