# Builds the program in one image and runs it in a small one, as an ordinary user.
#
#   docker build -t legation .
#   docker build --build-arg PROFILE=release -t legation .     # sooner built, a little slower
#   docker run --rm -p 127.0.0.1:8080:8080 -v legation:/var/lib/legation legation

FROM rust:1-bookworm AS build
ARG PROFILE=dist
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --locked --profile "$PROFILE" --package server \
    && install -D "target/$PROFILE/legation" /out/legation

FROM debian:bookworm-slim
RUN useradd --system --uid 10001 --home-dir /var/lib/legation --create-home --shell /usr/sbin/nologin legation
COPY --from=build /out/legation /usr/local/bin/legation
COPY packaging/legation.toml /etc/legation/legation.toml
USER 10001:10001
WORKDIR /var/lib/legation
VOLUME /var/lib/legation
EXPOSE 8080
# Inside a container the loopback would be unreachable; publish the port to where a proxy with TLS is.
ENV LEGATION_LISTEN=0.0.0.0:8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["legation"]
CMD ["serve", "--config", "/etc/legation/legation.toml"]
