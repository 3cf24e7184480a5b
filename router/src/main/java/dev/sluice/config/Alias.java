package dev.sluice.config;

/**
 * Another name for a model. One name may stand for several models, each on backends of its own: then any of them answers.
 *
 * @param name what clients call it
 * @param model the id under which backends know it
 */
public record Alias(String name, String model) {}
