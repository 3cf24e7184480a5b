package dev.sluice.discovery;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.resolver.dns.NoopAuthoritativeDnsServerCache;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.NoopDnsCnameCache;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Asks the name servers of this machine, with its search domains and its hosts file, and keeps nothing in mind: Docker
 * lets its answers live for ten minutes.
 */
public final class DnsResolver implements Resolver {

    /** For each server: a name server answers at once or not at all, and names are asked for every five seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final DnsNameResolver resolver;

    /** Asks the servers that this machine asks. */
    public DnsResolver(Vertx vertx) {
        this(vertx, DnsServerAddressStreamProviders.platformDefault());
    }

    /** Asks these servers. */
    DnsResolver(Vertx vertx, DnsServerAddressStreamProvider servers) {
        this.vertx = vertx;
        this.resolver = new DnsNameResolverBuilder(loop.next())
                .datagramChannelType(NioDatagramChannel.class)
                .socketChannelType(NioSocketChannel.class)
                .nameServerProvider(servers)
                .queryTimeoutMillis(PATIENCE.toMillis())
                .resolveCache(NoopDnsCache.INSTANCE)
                .cnameCache(NoopDnsCnameCache.INSTANCE)
                .authoritativeDnsServerCache(NoopAuthoritativeDnsServerCache.INSTANCE)
                .build();
    }

    @Override
    public Future<Resolution> resolve(String name) {
        Context asking = vertx.getOrCreateContext();
        Promise<Resolution> answer = Promise.promise();
        resolver.resolveAll(name).addListener((io.netty.util.concurrent.Future<List<InetAddress>> found) -> {
            Resolution known = found.isSuccess() ? addresses(found.getNow()) : why(found.cause());
            asking.runOnContext(v -> answer.complete(known));
        });
        return answer.future();
    }

    /** One server that has an address of either kind is one backend: those of the old kind, else those of the new. */
    private static Resolution addresses(List<InetAddress> found) {
        boolean old = found.stream().anyMatch(Inet4Address.class::isInstance);
        return new Resolution.Addresses(found.stream()
                .filter(address -> !old || address instanceof Inet4Address)
                .map(InetAddress::getHostAddress)
                .distinct()
                .sorted()
                .toList());
    }

    /** That there is no such name, or no address of it, was said by a server; all else is a failure to ask. */
    private static Resolution why(Throwable cause) {
        for (Throwable reason = cause; reason != null; reason = reason.getCause()) {
            if (reason instanceof DnsErrorCauseException said && said.getCode().equals(DnsResponseCode.NXDOMAIN)) {
                return new Resolution.Addresses(List.of());
            }
        }
        boolean answered = cause instanceof UnknownHostException && cause.getCause() == null;
        return answered
                ? new Resolution.Addresses(List.of())
                : new Resolution.Unknown(String.valueOf(cause.getMessage()));
    }

    @Override
    public Future<Void> close() {
        resolver.close();
        Promise<Void> closed = Promise.promise();
        loop.shutdownGracefully(0, PATIENCE.toMillis(), TimeUnit.MILLISECONDS).addListener(over -> closed.complete());
        return closed.future();
    }
}
