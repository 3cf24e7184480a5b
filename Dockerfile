# The router: docker build -t sluice .
# Needs BuildKit, which every Docker since 23 builds with.

FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /sluice
COPY . .
# A settings.xml, for those whose Maven needs one: docker build --secret id=maven-settings,src=$HOME/.m2/settings.xml
RUN --mount=type=cache,target=/root/.m2/repository,sharing=locked \
    --mount=type=secret,id=maven-settings,target=/root/.m2/settings.xml \
    mvn -B -ntp -q -P '!format' -DskipTests -pl router -am package
# Netty would unpack its native transport when it starts; beside the jar, it needs no place to write to.
RUN cd /tmp && jar -xf /sluice/router/target/sluice.jar META-INF/native

FROM eclipse-temurin:25-jre
COPY --from=build /sluice/router/target/sluice.jar /tmp/META-INF/native/ /opt/sluice/
# /counting is where the model that counts is written; a volume takes over who owns it.
RUN mkdir /etc/sluice && install -d -o 1000 -g 100 /counting
# The demo and one request show the JVM which classes a router needs; they are kept as they are after a start, so that the
# next one takes half as long.
RUN cd /opt/sluice; \
    java -XX:AOTCacheOutput=sluice.aot -Djava.library.path=/opt/sluice -jar /opt/sluice/sluice.jar demo --port 18080 & \
    curl -fsS --retry 60 --retry-all-errors --retry-delay 1 http://127.0.0.1:18080/v1/completions \
        -H 'Content-Type: application/json' -d '{"prompt": "Count!", "stream": true, "max_tokens": 3}'; \
    kill $!; wait $!; test -s sluice.aot
USER 1000:100
WORKDIR /etc/sluice
# How large the heap and the buffers of connections may be, of what the container gets; the JVM itself needs some 150 MB
# more. Whoever sets this variable replaces all of it.
ENV JDK_JAVA_OPTIONS="-XX:MaxRAMPercentage=50 -XX:MaxDirectMemorySize=192m"
EXPOSE 8080 9090
# As llama-server's image does it: 503 while nothing behind it can serve.
HEALTHCHECK --interval=10s --timeout=5s --retries=5 --start-period=90s \
    CMD ["curl", "-fsS", "-o", "/dev/null", "http://localhost:8080/health"]
ENTRYPOINT ["java", "-XX:AOTCache=/opt/sluice/sluice.aot", "-Djava.library.path=/opt/sluice", "-jar", "/opt/sluice/sluice.jar"]
CMD ["serve", "--config", "/etc/sluice/sluice.yaml"]
