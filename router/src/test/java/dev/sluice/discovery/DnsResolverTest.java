package dev.sluice.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fixture.NameServer;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import io.vertx.core.Vertx;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DnsResolverTest {

    private final Vertx vertx = Vertx.vertx();
    private final NameServer server = new NameServer();
    private final Resolver resolver =
            new DnsResolver(vertx, new SingletonDnsServerAddressStreamProvider(server.address()));

    @AfterEach
    void close() {
        resolver.close().await();
        server.close();
        vertx.close().await();
    }

    @Test
    void allAddressesInOneOrderAndAskedForEachTime() {
        server.has("llama.test", "10.0.0.2", "10.0.0.1");
        assertThat(known("llama.test")).isEqualTo(new Resolution.Addresses(List.of("10.0.0.1", "10.0.0.2")));
        server.has("llama.test", "10.0.0.3");
        assertThat(known("llama.test")).isEqualTo(new Resolution.Addresses(List.of("10.0.0.3")));
    }

    @Test
    void aNameThatThereIsNotHasNone() {
        assertThat(known("nobody.test")).isEqualTo(new Resolution.Addresses(List.of()));
    }

    @Test
    void aNameWithoutAddressHasNone() {
        server.has("empty.test");
        assertThat(known("empty.test")).isEqualTo(new Resolution.Addresses(List.of()));
    }

    @Test
    void aServerThatFailsSaysNothing() {
        server.has("llama.test", "10.0.0.1");
        server.fails();
        assertThat(known("llama.test")).isInstanceOf(Resolution.Unknown.class);
    }

    @Test
    void aServerThatIsSilentSaysNothing() {
        server.has("llama.test", "10.0.0.1");
        server.isSilent();
        assertThat(known("llama.test")).isInstanceOf(Resolution.Unknown.class);
    }

    private Resolution known(String name) {
        return resolver.resolve(name).await();
    }
}
