/** Scripts, their table and their command line, seen from the other end of a socket. */
@NullMarked
package dev.sluice.backends.scripted;

import org.jspecify.annotations.NullMarked;
