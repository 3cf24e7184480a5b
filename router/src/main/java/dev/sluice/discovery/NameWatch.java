package dev.sluice.discovery;

import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows names: asks again and again which addresses they have. */
public final class NameWatch {

    /** CoreDNS lets answers live for so long, and who scales by hand waits no longer for them. */
    static final Duration EVERY = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(NameWatch.class);

    private final Vertx vertx;
    private final Resolver resolver;
    private final BiConsumer<URI, List<String>> found;

    // Mutable state, on the owner's event loop.
    private final Map<URI, Followed> followed = new HashMap<>();

    /** One name, and what was known of it last. */
    private static final class Followed {
        private final URI name;
        private Resolution last = new Resolution.Addresses(List.of());
        private boolean asked;

        private Followed(URI name) {
            this.name = name;
        }
    }

    /** Follows none yet; says what it has found each time that it has found something else. */
    public NameWatch(Vertx vertx, Resolver resolver, BiConsumer<URI, List<String>> found) {
        this.vertx = vertx;
        this.resolver = resolver;
        this.found = found;
    }

    /** Follows these, and no others any more. */
    public void follow(Collection<URI> names) {
        followed.keySet().retainAll(names);
        names.forEach(name -> {
            if (!followed.containsKey(name)) {
                Followed begun = new Followed(name);
                followed.put(name, begun);
                ask(begun);
            }
        });
    }

    /** Until it is not followed any more: then neither an answer nor a timer of that time means anything. */
    private void ask(Followed name) {
        if (isFollowed(name)) {
            resolver.resolve(name.name.getHost()).onSuccess(answer -> {
                if (isFollowed(name)) {
                    heard(name, answer);
                    vertx.setTimer(EVERY.toMillis(), id -> ask(name));
                }
            });
        }
    }

    @SuppressWarnings("ReferenceEquality") // the same name may be followed anew
    private boolean isFollowed(Followed name) {
        return followed.get(name.name) == name;
    }

    private void heard(Followed name, Resolution answer) {
        boolean news = !name.asked || !answer.equals(name.last);
        name.last = answer;
        name.asked = true;
        if (!news) {
            return;
        }
        switch (answer) {
            case Resolution.Addresses(List<String> all) -> {
                LOG.info("{}: {}", name.name, all.isEmpty() ? "no address" : String.join(", ", all));
                found.accept(name.name, all);
            }
            case Resolution.Unknown(String why) ->
                LOG.warn("{}: nobody can say what it is, so all stays as it is: {}", name.name, why);
        }
    }
}
