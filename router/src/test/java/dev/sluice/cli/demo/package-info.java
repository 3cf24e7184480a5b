@NullMarked
package dev.sluice.cli.demo;

import org.jspecify.annotations.NullMarked;
