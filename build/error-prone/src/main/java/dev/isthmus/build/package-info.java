/** How the build runs Error Prone. */
package dev.isthmus.build;
