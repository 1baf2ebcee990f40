// What "Try an example" puts into the box: a gRPC pass to an HTTP/1.1 backend, and the line that nginx 1.22 logs for it.
export const SAMPLE = `upstream backend_pool {
    keepalive 32;
    server 10.0.2.10:8080;
}

location /api/ {
    grpc_pass grpc://backend_pool;
}

2024/07/15 03:42:17 [error] 19#19: *4821 upstream sent too large http2 frame: 4740180 while reading response header from upstream, client: 10.0.1.55, server: api.internal, request: "POST /api/v1/ingest HTTP/2.0", upstream: "grpc://10.0.2.10:8080", host: "api.internal"
`;
