/** Tests against real engines in containers. They need Docker; with SLUICE_CONTAINERS=required they fail without. */
@NullMarked
package dev.sluice.engines;

import org.jspecify.annotations.NullMarked;
