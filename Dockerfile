# syntax=docker/dockerfile:1

FROM mcr.microsoft.com/dotnet/sdk:10.0-alpine AS build
WORKDIR /source

# What decides the packages, before the source: a change of code does not restore again.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY Domain/Domain.csproj Domain/
COPY Infrastructure/Infrastructure.csproj Infrastructure/
COPY Search/Search.csproj Search/
COPY Identity/Identity.csproj Identity/
COPY Web/Web.csproj Web/
RUN dotnet restore Web/Web.csproj

COPY Domain/ Domain/
COPY Infrastructure/ Infrastructure/
COPY Search/ Search/
COPY Identity/ Identity/
COPY Web/ Web/
RUN dotnet publish Web/Web.csproj --no-restore -c Release -o /app -p:UseAppHost=false

FROM mcr.microsoft.com/dotnet/aspnet:10.0-alpine
# Names, sorting and dates follow the reader's language and time zone.
RUN apk add --no-cache icu-data-full icu-libs tzdata \
 && mkdir /data \
 && chown "$APP_UID:$APP_UID" /data
WORKDIR /app
COPY --from=build /app ./
USER $APP_UID
ENV ASPNETCORE_ENVIRONMENT=Production \
    DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false \
    Collab__Port=8080 \
    Collab__Data=/data
EXPOSE 8080
VOLUME ["/data"]
# SIGTERM drains: the node leaves the balancer, its pages pause, then it stops.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/health/ready"]
ENTRYPOINT ["dotnet", "Collab.Web.dll"]
