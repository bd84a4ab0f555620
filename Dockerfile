# One image for every role; what a container does is said by LECTORIUM_ROLES.

FROM eclipse-temurin:25-jdk-noble AS build
COPY --from=node:22-bookworm-slim /usr/local/bin/node /usr/local/bin/node
COPY --from=node:22-bookworm-slim /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/root/.m2 --mount=type=cache,target=/root/.npm \
    ./mvnw -B -q -ntp package -DskipTests -DskipITs
RUN java -Djarmode=tools -jar api/target/lectorium.jar extract --layers --destination /layers

FROM eclipse-temurin:25-jre-noble AS jre

FROM debian:12-slim
COPY --from=jre /opt/java/openjdk /opt/java/openjdk
COPY scripts/packages scripts/packages.sh /tmp/packages/
RUN sh /tmp/packages/packages.sh image \
    && rm -rf /tmp/packages /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin lectorium \
    && install -d -o lectorium -g lectorium /data /spool
WORKDIR /app
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/application/ ./
USER lectorium
# The root file system may be read-only: all else that is written goes to /tmp.
VOLUME ["/data", "/spool"]
# Without a locale Java could not name a file in Russian.
ENV PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    LANG=C.UTF-8 \
    LECTORIUM_DATA_DIR=/data \
    JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=60 --enable-native-access=ALL-UNNAMED"
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
    CMD ["curl", "--fail", "--silent", "--output", "/dev/null", "http://127.0.0.1:8080/actuator/health/readiness"]
# As process 1 Java would bury nobody, and each FFmpeg in its sandbox leaves an orphan.
ENTRYPOINT ["tini", "--", "java", "-jar", "lectorium.jar"]
