/** What stands in {@code docker-compose.yml} and {@code conf}, as whoever deploys Sluice uses it. */
@NullMarked
package dev.sluice.deployment;

import org.jspecify.annotations.NullMarked;
