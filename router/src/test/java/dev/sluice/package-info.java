/** Tests of the composed router, from outside: real sockets, backends that follow a script. */
@NullMarked
package dev.sluice;

import org.jspecify.annotations.NullMarked;
