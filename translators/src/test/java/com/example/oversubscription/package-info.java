/** What a user of Isthmus may write: a translator of their own. It is shown in docs/guide/custom-translator.md. */
@NullMarked
package com.example.oversubscription;

import org.jspecify.annotations.NullMarked;
