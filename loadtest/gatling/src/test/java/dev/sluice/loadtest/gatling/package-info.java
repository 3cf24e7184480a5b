@NullMarked
package dev.sluice.loadtest.gatling;

import org.jspecify.annotations.NullMarked;
