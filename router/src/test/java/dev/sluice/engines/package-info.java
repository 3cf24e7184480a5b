/**
 * What this router does in front of real engines in containers. The tests need Docker; with SLUICE_CONTAINERS=required
 * they fail without.
 */
@NullMarked
package dev.sluice.engines;

import org.jspecify.annotations.NullMarked;
