package dev.sluice.backends.engines;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/** Skips tests where there is no Docker, unless it is required: then they run, and fail. */
public final class Docker implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        boolean required = "required".equals(System.getenv("SLUICE_CONTAINERS"));
        assumeTrue(required || DockerClientFactory.instance().isDockerAvailable(), "there is no Docker here");
    }
}
