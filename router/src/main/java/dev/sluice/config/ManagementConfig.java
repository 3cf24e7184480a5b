package dev.sluice.config;

import java.util.Optional;

/**
 * Where whoever runs the router can ask, and tell it something.
 *
 * @param address where it listens
 * @param token what those have to show who change something and do not ask from this machine; without one, nobody else
 *     may
 */
public record ManagementConfig(Address address, Optional<Secret> token) {}
