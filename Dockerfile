# syntax=docker/dockerfile:1
# One image for each program: docker build --target webhook|agent|controller .   (make image builds all three)
#
# Each is one native executable on a base without a shell, a package manager or anything else to run. They run as any user, write nothing to the
# root file system and need no capability. The programs stand in /usr/local/bin: the webhook mounts volumes below /config-sync, and a container
# whose image has a file there never starts. For both architectures: docker buildx build --platform linux/amd64,linux/arm64 --target <name> .
# Every platform compiles on itself, emulated where the machine is another, since ahead-of-time code is linked against the platform's libraries.

ARG DOTNET=10.0
ARG DISTRIBUTION=noble

FROM mcr.microsoft.com/dotnet/sdk:${DOTNET}-${DISTRIBUTION} AS source
# The native linker and the headers that ahead-of-time compilation needs.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends clang zlib1g-dev \
    && rm -rf /var/lib/apt/lists/*
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1 \
    DOTNET_NOLOGO=1
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src/ src/

FROM source AS publish-webhook
RUN dotnet publish src/Webhook/Webhook.csproj --configuration Release -p:AheadOfTime=true --use-current-runtime --output /out

FROM source AS publish-agent
RUN dotnet publish src/Agent/Agent.csproj --configuration Release -p:AheadOfTime=true --use-current-runtime --output /out

FROM source AS publish-controller
RUN dotnet publish src/Controller/Controller.csproj --configuration Release -p:AheadOfTime=true --use-current-runtime --output /out

FROM mcr.microsoft.com/dotnet/runtime-deps:${DOTNET}-${DISTRIBUTION}-chiseled AS base
ARG VERSION=0.1.0
LABEL org.opencontainers.image.source="https://github.com/config-sync/config-sync" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}"
# Without this the runtime opens a socket for debuggers in /tmp, which a read-only root does not have.
ENV DOTNET_EnableDiagnostics=0
# A number, so that runAsNonRoot can be judged without looking into the image.
USER 65532:65532

FROM base AS webhook
LABEL org.opencontainers.image.title="config-sync-webhook" \
      org.opencontainers.image.description="Adds the config-sync agent to Pods that ask for it"
COPY --from=publish-webhook /out/config-sync-webhook /usr/local/bin/config-sync-webhook
EXPOSE 8443 8080
ENTRYPOINT ["/usr/local/bin/config-sync-webhook"]
CMD ["serve"]

FROM base AS agent
LABEL org.opencontainers.image.title="config-sync" \
      org.opencontainers.image.description="Watches mounted configuration and makes the application reload it"
COPY --from=publish-agent /out/config-sync /usr/local/bin/config-sync
EXPOSE 9533
ENTRYPOINT ["/usr/local/bin/config-sync"]

FROM base AS controller
LABEL org.opencontainers.image.title="config-sync-controller" \
      org.opencontainers.image.description="Makes changed configuration arrive in under a second and rolls what cannot reload"
COPY --from=publish-controller /out/config-sync-controller /usr/local/bin/config-sync-controller
EXPOSE 8080
ENTRYPOINT ["/usr/local/bin/config-sync-controller"]
