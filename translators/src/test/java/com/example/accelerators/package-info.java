/** Resources of one's own, as docs/guide/custom-translator.md shows them: a bandwidth, and the cores of an accelerator. */
@NullMarked
package com.example.accelerators;

import org.jspecify.annotations.NullMarked;
