/** What fuzz tests are fed with. */
@NullMarked
package dev.sluice.fuzz;

import org.jspecify.annotations.NullMarked;
