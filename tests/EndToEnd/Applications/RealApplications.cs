using ConfigSync.EndToEnd.Running;

namespace ConfigSync.EndToEnd.Applications;

/// <summary>nginx, Prometheus, Alertmanager and haproxy from Debian, each with its configuration mounted in another way that people use.</summary>
internal static class RealApplications
{
    // A process that ends within three seconds of a signal of ours is not signalled again; one that is killed here is to end of something else.
    private static readonly TimeSpan BlamedOnTheSignal = TimeSpan.FromSeconds(4);

    /// <summary>A path that is built into the program, mounted by subPath.</summary>
    public static Application Nginx { get; } = new("nginx", "nginx.conf", static mark => $$"""
        worker_processes 1;
        pid /tmp/nginx.pid;
        error_log stderr;
        events { worker_connections 128; }
        http {
          access_log off;
          client_body_temp_path /tmp/client_body;
          proxy_temp_path /tmp/proxy;
          fastcgi_temp_path /tmp/fastcgi;
          uwsgi_temp_path /tmp/uwsgi;
          scgi_temp_path /tmp/scgi;
          server {
            listen 8080;
            location / { return 200 "{{mark}}"; }
          }
        }
        """, 8080, "/",
        Workloads.Deployment("nginx", $$"""
            image: {{Workloads.Nginx}}
            readinessProbe: {httpGet: {path: /, port: 8080}, periodSeconds: 1}
            volumeMounts: [{name: config, mountPath: /etc/nginx/nginx.conf, subPath: nginx.conf}]
            """, "[{name: config, configMap: {name: nginx}}]"));

    /// <summary>A file by subPath that an argument names.</summary>
    public static Application Prometheus { get; } = new("prometheus", "prometheus.yml", static mark => $$"""
        global:
          external_labels: {revision: {{mark}}}
        scrape_configs: []
        """, 9090, "/api/v1/status/config",
        Workloads.Deployment("prometheus", $$"""
            image: {{Workloads.Applications}}
            command: [prometheus, --config.file=/etc/prometheus/prometheus.yml, --storage.tsdb.path=/data]
            readinessProbe: {httpGet: {path: /-/ready, port: 9090}, periodSeconds: 1}
            volumeMounts:
              - {name: config, mountPath: /etc/prometheus/prometheus.yml, subPath: prometheus.yml}
              - {name: data, mountPath: /data}
            """, "[{name: config, configMap: {name: prometheus}}, {name: data, emptyDir: {}}]"));

    /// <summary>A whole directory, and a URL that verifies.</summary>
    public static Application Alertmanager { get; } = new("alertmanager", "alertmanager.yml", static mark => $$"""
        route: {receiver: {{mark}}}
        receivers: [{name: {{mark}}}]
        """, 9093, "/api/v2/status",
        Workloads.Deployment("alertmanager", $$"""
            image: {{Workloads.Applications}}
            command: [prometheus-alertmanager, --config.file=/etc/alertmanager/alertmanager.yml, --storage.path=/data, --cluster.listen-address=]
            readinessProbe: {httpGet: {path: /-/ready, port: 9093}, periodSeconds: 1}
            volumeMounts:
              - {name: config, mountPath: /etc/alertmanager}
              - {name: data, mountPath: /data}
            """, "[{name: config, configMap: {name: alertmanager}}, {name: data, emptyDir: {}}]",
            "{config-sync.dev/verify-url: 'http://localhost:9093/-/ready'}"));

    /// <summary>A copy of plain files, and a signal of its own: the master starts new workers at SIGUSR2.</summary>
    public static Application Haproxy { get; } = new("haproxy", "haproxy.cfg", static mark => $$"""
        defaults
          mode http
          timeout connect 1s
          timeout client 5s
          timeout server 5s
        frontend main
          bind :8080
          http-request return status 200 content-type text/plain string {{mark}}

        """, 8080, "/",
        Workloads.Deployment("haproxy", $$"""
            image: {{Workloads.Applications}}
            command: [haproxy, -W, -db, -f, /etc/haproxy/haproxy.cfg]
            readinessProbe: {httpGet: {path: /, port: 8080}, periodSeconds: 1}
            volumeMounts: [{name: config, mountPath: /etc/haproxy}]
            """, "[{name: config, configMap: {name: haproxy}}]", "{config-sync.dev/delivery: copy, config-sync.dev/signal: SIGUSR2}"));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Application> All { get; } = [Nginx, Prometheus, Alertmanager, Haproxy];

    /// <summary>Ends nginx from inside, as running out of memory would, and waits until the kubelet has started it again.</summary>
    public static async Task KillNginxAsync(LiveCluster cluster, Pod pod)
    {
        await Task.Delay(BlamedOnTheSignal, TimeProvider.System);
        LiveCluster.Execute(pod, "app", "kill -9 $(cat /tmp/nginx.pid)");
        await Patience.UntilAsync(async () => await cluster.PodAsync(pod) is { IsReady: true } again && again.RestartsOf("app") == 1, "nginx was started again");
    }
}
