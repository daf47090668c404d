using System.Text.Json.Nodes;
using ConfigSync.Contract;
using ConfigSync.TestKit.Yaml;

namespace ConfigSync.EndToEnd.Running;

/// <summary>Objects that behaviours put into the cluster.</summary>
internal static class Workloads
{
    /// <summary>Image with nginx, Prometheus, Alertmanager, haproxy and a shell, made by <c>make e2e-images</c>.</summary>
    public const string Applications = "config-sync.test/applications:e2e";

    /// <summary>The same, which starts nginx by itself as the official image does.</summary>
    public const string Nginx = "config-sync.test/nginx:e2e";

    /// <summary>OpenClaw, made by <c>make e2e-images</c> from the folder that <c>E2E_OPENCLAW</c> names.</summary>
    public const string OpenClaw = "config-sync.test/openclaw:e2e";

    /// <summary>A Pod that mounts the ConfigMap <c>app</c> and is never scheduled: for what the API server says of its creation.</summary>
    public static JsonObject Pod(string name, string space, string? label)
    {
        var pod = ManifestYaml.Parse($$"""
            apiVersion: v1
            kind: Pod
            metadata: {name: {{name}}, namespace: {{space}}, labels: {app: {{name}} } }
            spec:
              schedulingGates: [{name: config-sync.test/never}]
              automountServiceAccountToken: false
              securityContext: {runAsNonRoot: true, runAsUser: 65532, seccompProfile: {type: RuntimeDefault} }
              containers:
                - name: app
                  image: {{Applications}}
                  command: [sleep, infinity]
                  securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]} }
                  volumeMounts: [{name: config, mountPath: /etc/app}]
              volumes: [{name: config, configMap: {name: app} }]
            """)[0];
        if (label is not null)
        {
            pod["metadata"]!["labels"]![InjectedNames.InjectLabelKey] = label;
        }

        return pod;
    }

    /// <summary>A first container that gives a volume to the application, which only root can: not <c>restricted</c>.</summary>
    public static string Owner(long user, string volume, string path) => $$"""
        name: own
        image: {{Applications}}
        command: [chown, '{{user}}:{{user}}', {{path}}]
        securityContext: {runAsUser: 0, runAsNonRoot: false}
        volumeMounts: [{name: {{volume}}, mountPath: {{path}}}]
        """;

    /// <summary>A Deployment of one replica whose Pods pass <c>restricted</c>.</summary>
    /// <param name="name">Its name, and the value of the label <c>app</c>.</param>
    /// <param name="container">What its container <c>app</c> has on top of a name and a security context, as YAML.</param>
    /// <param name="volumes">The volumes, as a YAML list in flow style.</param>
    /// <param name="annotations">The Pod's annotations, as a YAML mapping in flow style.</param>
    /// <param name="label">The Pod's inject label.</param>
    public static string Deployment(string name, string container, string volumes, string annotations = "{}", string label = "enabled") => $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: {{name}}}
        spec:
          replicas: 1
          selector: {matchLabels: {app: {{name}} } }
          template:
            metadata:
              labels: {app: {{name}}, config-sync.dev/inject: {{label}}}
              annotations: {{annotations}}
            spec:
              automountServiceAccountToken: false
              enableServiceLinks: false
              terminationGracePeriodSeconds: 2
              securityContext: {runAsNonRoot: true, runAsUser: 101, runAsGroup: 101, fsGroup: 101, seccompProfile: {type: RuntimeDefault} }
              containers:
                - name: app
                  securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]} }
                  {{Indent(container, 10)}}
              volumes: {{volumes}}
        """;

    /// <summary>
    /// What makes a container a program that answers, on port 8080, with the file that a path names, with a variable (<c>/env/NAME</c>), and with
    /// how often it got SIGHUP (<c>/hups</c>).
    /// </summary>
    public static string Reader(string rest) => $$"""
        image: {{Applications}}
        command:
          - python3
          - -c
          - |
            import http.server, os, signal
            hups = 0
            def hup(*_):
                global hups
                hups += 1
            signal.signal(signal.SIGHUP, hup)
            class Handler(http.server.BaseHTTPRequestHandler):
                def do_GET(self):
                    try:
                        if self.path == '/hups': body = str(hups)
                        elif self.path.startswith('/env/'): body = os.environ.get(self.path[5:], '')
                        else: body = open(self.path).read()
                        self.send_response(200)
                    except OSError as problem:
                        body = str(problem)
                        self.send_response(404)
                    self.end_headers()
                    self.wfile.write(body.encode())
                def log_message(self, *_): pass
            http.server.ThreadingHTTPServer(('', 8080), Handler).serve_forever()
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /hups, port: http}, periodSeconds: 1}
        {{rest}}
        """;

    /// <summary>YAML of several lines, to stand at a column of other YAML.</summary>
    public static string Indent(string text, int columns) => text.ReplaceLineEndings("\n" + new string(' ', columns));
}
