package dev.sluice.discovery;

import io.vertx.core.Future;

/** Finds the addresses of names. */
public interface Resolver {

    /** Of this name, now. Never fails: that it could not be asked is an answer too. */
    Future<Resolution> resolve(String name);

    /** Asks nobody any more. */
    Future<Void> close();
}
