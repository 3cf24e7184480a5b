package dev.sluice.loadtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Configures nginx for one run. */
final class NginxConfig {

    private NginxConfig() {}

    /** Writes one to this directory, in which that nginx may keep its files; its name. */
    static String write(Path directory, int port, int source) throws IOException {
        return Files.writeString(directory.resolve("nginx.conf"), text(port, source))
                .toString();
    }

    /** Nothing is logged or buffered, no connection is given up for its age: what is measured is relaying alone. */
    private static String text(int port, int source) {
        return """
            daemon off;
            master_process off;
            pid nginx.pid;
            error_log stderr warn;
            events { worker_connections 10000; }
            http {
                access_log off;
                client_body_temp_path client;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                client_max_body_size 0;
                keepalive_requests 100000000;
                upstream source {
                    server 127.0.0.1:%d;
                    keepalive 1000;
                    keepalive_requests 100000000;
                }
                server {
                    listen 127.0.0.1:%d;
                    location / {
                        proxy_pass http://source;
                        proxy_http_version 1.1;
                        proxy_set_header Connection "";
                        proxy_buffering off;
                    }
                }
            }
            """.formatted(source, port);
    }
}
