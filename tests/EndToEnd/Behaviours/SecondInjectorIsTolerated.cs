using System.Text;
using System.Text.Json.Nodes;
using ConfigSync.EndToEnd.Running;
using ConfigSync.TestKit.Certificates;

namespace ConfigSync.EndToEnd.Behaviours;

/// <summary>Another mutating webhook, of the kind that service meshes have, which is called after ours, adds a container and rewrites probes.</summary>
internal sealed class SecondInjectorIsTolerated : Behaviour
{
    private const string App = "second";
    private const string Server = "injector";

    // What meshes do: a proxy that starts with the Pod's main containers, and every httpGet probe, those of init containers too, sent to it.
    private const string Script = """
        import base64, http.server, json, ssl
        PROXY = '''
        import http.server, signal
        hups = 0
        def hup(*_):
            global hups
            hups += 1
        signal.signal(signal.SIGHUP, hup)
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.end_headers()
                self.wfile.write(str(hups).encode())
            def log_message(self, *_): pass
        http.server.ThreadingHTTPServer(("", 15020), Handler).serve_forever()
        '''
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                request = json.loads(self.rfile.read(int(self.headers['Content-Length'])))['request']
                response = {'uid': request['uid'], 'allowed': True}
                spec = request['object']['spec']
                patch = []
                if not any(container['name'] == 'istio-proxy' for container in spec['containers']):
                    proxy = dict(spec['containers'][0], name='istio-proxy', command=['python3', '-c', PROXY])
                    for key in ('args', 'readinessProbe', 'ports', 'env'): proxy.pop(key, None)
                    patch.append({'op': 'add', 'path': '/spec/containers/-', 'value': proxy})
                for kind in ('initContainers', 'containers'):
                    for index, container in enumerate(spec.get(kind, [])):
                        for probe in ('startupProbe', 'livenessProbe', 'readinessProbe'):
                            if 'httpGet' in container.get(probe, {}):
                                patch.append({'op': 'replace', 'path': f'/spec/{kind}/{index}/{probe}/httpGet', 'value': {
                                    'path': f'/app-health/{container["name"]}/{probe}', 'port': 15020, 'scheme': 'HTTP'}})
                if patch:
                    response.update(patchType='JSONPatch', patch=base64.b64encode(json.dumps(patch).encode()).decode())
                body = json.dumps({'apiVersion': 'admission.k8s.io/v1', 'kind': 'AdmissionReview', 'response': response}).encode()
                self.send_response(200)
                self.send_header('Content-Type', 'application/json')
                self.send_header('Content-Length', str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            def do_GET(self):
                self.send_response(200)
                self.end_headers()
        server = http.server.ThreadingHTTPServer(('', 8443), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain('/tls/tls.crt', '/tls/tls.key')
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.serve_forever()
        """;

    public override string Promise =>
        "a webhook of a mesh, called after ours, that adds a proxy with the application's own mounts and sends probes to it keeps no Pod from starting and no signal from arriving";

    public override async Task<string> RunAsync(Stage stage)
    {
        var (space, mesh) = (await stage.NamespaceAsync(App), await stage.NamespaceAsync("mesh"));
        var configuration = await InstallAsync(stage, mesh, space);
        try
        {
            await stage.Cluster.SetConfigMapAsync(space, App, "key", "one");
            // A file that needs a first copy, so that the agent has a startup probe.
            await stage.Cluster.ApplyAsync(space, Workloads.Deployment(
                App, Workloads.Reader("volumeMounts: [{name: config, mountPath: /etc/app/key, subPath: key}]"), $"[{{name: config, configMap: {{name: {App}}}}}]"));
            var pod = await stage.Cluster.ReadyPodAsync(space, App);
            Assert.True(pod.IsInjected);
            Assert.Equal(["app", "istio-proxy"], pod.Json["spec"]!["containers"]!.AsArray().Select(static container => (string)container!["name"]!));

            await stage.Cluster.SetConfigMapAsync(space, App, "key", "two");
            await Patience.UntilAsync(async () => await stage.Cluster.AskAsync(pod, 8080, "/hups") == "1", "the application got its signal");
            Assert.Equal("two", await stage.Cluster.AskAsync(pod, 8080, "/etc/app/key"));
            Assert.Equal("0", await stage.Cluster.AskAsync(pod, 15020, "/hups"));
            Assert.Equal(0, (await stage.Cluster.PodAsync(pod)).Restarts);
        }
        finally
        {
            await stage.Cluster.Api.DeleteAsync(configuration);
        }

        await stage.DropAsync(space);
        await stage.DropAsync(mesh);
        return "";
    }

    private static async Task<JsonObject> InstallAsync(Stage stage, string mesh, string served)
    {
        using var ca = new TestCa();
        var pair = ca.Issue(others: [$"{Server}.{mesh}.svc"]);
        await stage.Cluster.SetConfigMapAsync(mesh, Server, "server.py", Script);
        await stage.Cluster.ApplyAsync(mesh, new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["metadata"] = new JsonObject { ["name"] = Server },
            ["stringData"] = new JsonObject { ["tls.crt"] = pair.Certificate, ["tls.key"] = pair.Key },
        });
        await stage.Cluster.ApplyAsync(mesh, Workloads.Deployment(Server, $$"""
            image: {{Workloads.Applications}}
            command: [python3, /server/server.py]
            readinessProbe: {httpGet: {path: /, port: 8443, scheme: HTTPS}, periodSeconds: 1}
            volumeMounts: [{name: server, mountPath: /server}, {name: tls, mountPath: /tls}]
            """, $"[{{name: server, configMap: {{name: {Server}}}}}, {{name: tls, secret: {{secretName: {Server}}}}}]", label: "disabled"));
        await stage.Cluster.ApplyAsync(mesh, $$"""
            apiVersion: v1
            kind: Service
            metadata: {name: {{Server}}}
            spec: {selector: {app: {{Server}}}, ports: [{port: 443, targetPort: 8443}]}
            """);
        await stage.Cluster.ReadyPodAsync(mesh, Server);

        // Webhooks are called in the order of their configurations' names.
        var configuration = JsonNode.Parse($$$"""
            {
              "apiVersion": "admissionregistration.k8s.io/v1",
              "kind": "MutatingWebhookConfiguration",
              "metadata": {"name": "zz-{{{mesh}}}"},
              "webhooks": [{
                "name": "second.config-sync.test",
                "admissionReviewVersions": ["v1"],
                "sideEffects": "None",
                "reinvocationPolicy": "IfNeeded",
                "clientConfig": {
                  "service": {"name": "{{{Server}}}", "namespace": "{{{mesh}}}"},
                  "caBundle": "{{{Convert.ToBase64String(Encoding.ASCII.GetBytes(ca.Certificate.ExportCertificatePem()))}}}"
                },
                "rules": [{"apiGroups": [""], "apiVersions": ["v1"], "operations": ["CREATE"], "resources": ["pods"]}],
                "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "{{{served}}}"} }
              }]
            }
            """)!.AsObject();
        (await stage.Cluster.Api.CreateAsync(configuration)).Done();
        return configuration;
    }
}
