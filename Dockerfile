# rip-server and nothing else: apps run on the engine that is embedded in it.
# docker build -t rip-server .
# docker run -p 8080:8080 -v ./shop:/app:ro rip-server
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=container
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X github.com/rip-server/rip-server/cli.stamp=${VERSION}" -o /rip-server ./cmd/rip-server

FROM debian:stable-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl tini \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --create-home --home-dir /var/lib/rip-server rip
COPY --from=build /rip-server /usr/local/bin/rip-server
USER rip
ENV RIP_HOME=/var/lib/rip-server/home RIP_CACHE_DIR=/var/lib/rip-server/cache
EXPOSE 8080
# Healthy once a worker serves. A platform answers at /health instead.
HEALTHCHECK --interval=10s --timeout=2s --start-period=20s \
  CMD curl -fsS http://127.0.0.1:8080/status || exit 1
# tini reaps what apps leave behind. SIGTERM drains; give it time: docker stop -t 45.
ENTRYPOINT ["tini", "--", "rip-server"]
CMD ["serve", "/app", "prod", "8080"]
