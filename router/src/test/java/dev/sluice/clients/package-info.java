/** What users of the clients that exist see, each asked to read the same streams. */
@NullMarked
package dev.sluice.clients;

import org.jspecify.annotations.NullMarked;
