package dev.sluice.config;

/**
 * Where to listen.
 *
 * @param host a name or address of this machine
 * @param port 0 for any that is free
 */
public record Address(String host, int port) {}
