# Images of the five programs, and `setup` for docker-compose.yml: docker build --target gateway -t incharge/gateway:0.1.0 .
# It needs no feature of BuildKit and builds with each engine from 20.10 on. docs/decisions/0029 says why it is so.

# MAVEN_IMAGE compiles everything, JRE_IMAGE is what the programs run on. Each may be a company's own.
ARG JDK_IMAGE=eclipse-temurin:25-jdk
ARG MAVEN_IMAGE=${JDK_IMAGE}
ARG JRE_IMAGE=eclipse-temurin:25-jre
ARG NODE_IMAGE=node:22-slim

FROM ${NODE_IMAGE} AS web
# true takes the jars, with the web UI inside, that ./mvnw package made: the build then downloads nothing.
ARG PREBUILT=false
WORKDIR /src/web
COPY web ./
RUN if [ "$PREBUILT" = true ]; then mkdir -p target; else npm ci --no-audit --no-fund && npm run build; fi


FROM ${MAVEN_IMAGE} AS jars
ARG PREBUILT=false
ARG SOURCE_DATE_EPOCH=1767225600
WORKDIR /src
COPY . ./
COPY --from=web /src/web/target web/target
RUN if [ "$PREBUILT" != true ]; then \
      rm -rf ./*/target/*.jar local/target/lib && \
      ./mvnw -B -ntp -q -DskipTests -Dexec.skip=true -Dspotless.check.skip=true -Dcheckstyle.skip=true \
        -Dproject.build.outputTimestamp="$SOURCE_DATE_EPOCH" -am -pl \
        local,customer-service,responsibility-service,grouping-service,reporting-service,gateway package; \
    fi
RUN set -eu; \
    mkdir -p /jars/setup /jars/image; \
    for program in customer-service responsibility-service grouping-service reporting-service gateway; do \
      jar="$(echo "$program"/target/*-app.jar)"; \
      if [ ! -f "$jar" ]; then echo "There is no app jar of $program; run ./mvnw -DskipTests package first." >&2; exit 1; fi; \
      mv "$jar" "/jars/$program.jar"; \
    done; \
    mv local/target/lib /jars/setup; \
    mv local/target/local-*.jar /jars/setup/program.jar; \
    mv deploy/image/* /jars/image


# /layers/<image>/dependencies and /layers/<image>/application, as they are copied into the images.
FROM ${JDK_IMAGE} AS layers
# All files get this time, so that equal content makes equal layers.
ARG SOURCE_DATE_EPOCH=1767225600
WORKDIR /jars
COPY --from=jars /jars ./
RUN set -eu; \
    javac -g:none -d /ready image/Ready.java; \
    for program in customer-service responsibility-service grouping-service reporting-service gateway; do \
      java -XX:TieredStopAtLevel=1 -Djarmode=tools -jar "$program.jar" extract --layers \
        --application-filename program.jar --destination "/extracted/$program"; \
      mkdir -p "/layers/$program/dependencies/app" "/layers/$program/application/app"; \
      mv "/extracted/$program/dependencies/lib" "/layers/$program/dependencies/app"; \
      mv "/extracted/$program/application/"* "/layers/$program/application/app"; \
      cp /ready/Ready.class image/*.options "/layers/$program/application/app"; \
    done; \
    mkdir -p /layers/setup/dependencies/app /layers/setup/application/app /layers/setup/data/demo; \
    mv setup/lib /layers/setup/dependencies/app; \
    mv setup/program.jar /layers/setup/application/app; \
    chmod -R u=rwX,go=rX /layers; \
    find /layers -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +


FROM ${JRE_IMAGE} AS base
ARG SOURCE=unknown
ARG REVISION=unknown
ARG VERSION=0.1.0
ARG LICENSES=NOASSERTION
LABEL org.opencontainers.image.source=${SOURCE} \
      org.opencontainers.image.revision=${REVISION} \
      org.opencontainers.image.version=${VERSION} \
      org.opencontainers.image.licenses=${LICENSES}
USER 10001:10001


# Prepares MongoDB and Kafka for docker-compose.yml, and loads the demo data.
FROM base AS setup
LABEL org.opencontainers.image.title="InCharge setup"
COPY --from=layers /layers/setup/dependencies /
COPY --from=layers /layers/setup/application /
# A new volume takes its owner from here.
COPY --from=layers --chown=10001:10001 /layers/setup/data /
# The JVM takes the one share of a container's memory if that is small, else the other.
ENTRYPOINT ["java", "-XX:MinRAMPercentage=40", "-XX:MaxRAMPercentage=40", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", \
  "--sun-misc-unsafe-memory-access=allow", "-Dlogback.configurationFile=incharge/local/logback.xml", \
  "-cp", "/app/program.jar:/app/lib/*"]


FROM base AS program
ENV INCHARGE_BIND=0.0.0.0 \
    MANAGEMENT_SERVER_PORT=9090 \
    LOGGING_STRUCTURED_FORMAT_CONSOLE=ecs
EXPOSE 9090
# A first start may read all topics. The test is a JVM of its own, which takes less than a tenth of a second.
HEALTHCHECK --interval=10s --timeout=10s --retries=6 --start-period=20m \
  CMD ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-cp", "/app", "Ready"]
ENTRYPOINT ["java", "@/app/jvm.options", "-XX:AOTCache=/app/program.aot", "-jar", "/app/program.jar"]


FROM program AS customer-service
LABEL org.opencontainers.image.title="InCharge customer-service"
ENV SERVER_PORT=8081
EXPOSE 8081
COPY --from=layers /layers/customer-service/dependencies /
COPY --from=layers /layers/customer-service/application /
USER 0
RUN timeout 600 java @/app/jvm.options @/app/training.options; test -s /app/program.aot
USER 10001:10001


FROM program AS responsibility-service
LABEL org.opencontainers.image.title="InCharge responsibility-service"
ENV SERVER_PORT=8082
EXPOSE 8082
COPY --from=layers /layers/responsibility-service/dependencies /
COPY --from=layers /layers/responsibility-service/application /
USER 0
RUN timeout 600 java @/app/jvm.options @/app/training.options; test -s /app/program.aot
USER 10001:10001


FROM program AS grouping-service
LABEL org.opencontainers.image.title="InCharge grouping-service"
ENV SERVER_PORT=8083
EXPOSE 8083
COPY --from=layers /layers/grouping-service/dependencies /
COPY --from=layers /layers/grouping-service/application /
USER 0
RUN timeout 600 java @/app/jvm.options @/app/training.options; test -s /app/program.aot
USER 10001:10001


FROM program AS reporting-service
LABEL org.opencontainers.image.title="InCharge reporting-service"
ENV SERVER_PORT=8084
EXPOSE 8084
COPY --from=layers /layers/reporting-service/dependencies /
COPY --from=layers /layers/reporting-service/application /
USER 0
RUN timeout 600 java @/app/jvm.options @/app/training.options; test -s /app/program.aot
USER 10001:10001


FROM program AS gateway
LABEL org.opencontainers.image.title="InCharge gateway"
ENV SERVER_PORT=8080
EXPOSE 8080
COPY --from=layers /layers/gateway/dependencies /
COPY --from=layers /layers/gateway/application /
USER 0
RUN timeout 600 java @/app/jvm.options @/app/training.options; test -s /app/program.aot
USER 10001:10001
